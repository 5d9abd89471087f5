"""Whether a word is a verb that asks the reader to do something: "vraag", "kies", "schrijf"."""

from __future__ import annotations

from functools import lru_cache

from plainlanguage import lexicon, word_lists

_SEEN = 1.5
"""Zipf of a form that exists."""


@lru_cache(1 << 12)
def is_imperative(word: str) -> bool:
    """Whether a word may be one, by its other forms: "kies" for there are "kiest" and "kiezen".

    Nouns that are verbs as well ("werk", "plan") count: at the beginning of a line nobody can tell.
    """
    if word in word_lists.words("imperatives"):
        return True
    if word in word_lists.words("no_imperatives") or not 2 <= len(word) <= lexicon.LONGEST:
        return False
    if word.endswith("eer") and len(word) > 5:
        return True  # noteer, controleer: verbs from other languages
    if not word.isalpha() or word.endswith("e") or (word.endswith("en") and len(word) > 3):
        return False
    infinitive = max(map(lexicon.zipf, lexicon.infinitives(word)))
    if word.endswith("t"):
        return infinitive > 3 and lexicon.zipf("ge" + word) > 2.5
    return infinitive > 2.5 and lexicon.zipf(word + "t") > _SEEN
