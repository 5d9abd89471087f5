"""Two old formulas for Dutch, over enough text to mean something.

They count long sentences and long words. They know nothing of what is told, in what order, and
to whom; short fragments come out too easy. Readers are the test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plainlanguage import lexicon, sentences

LEAST_WORDS = 50
LEAST_SENTENCES = 3


@dataclass(frozen=True)
class Readability:
    """How texts score together; higher is easier on both scales."""

    words: int
    sentences: int
    syllables: int
    flesch_douma: float
    brouwer: float


def readability(texts: str | Iterable[str]) -> Readability | None:
    """Score texts together; None below 50 words or 3 sentences, where chance decides.

    With L words per sentence and S syllables per word: Flesch-Douma is 206.84 - 0.93 L - 77 S, and
    Brouwer's Leesindex A is 195 - 2 L - (2/3) (100 S). Links count as no word.

    References
    ----------
    Douma, W. H. (1960). De leesbaarheid van landbouwbladen. Wageningen: Landbouwhogeschool.

    Brouwer, R. H. M. (1963). Onderzoek naar de leesmoeilijkheden van Nederlands proza.
    Paedagogische Studiën, 40, 454-464.
    """
    every = [
        sentence
        for text in ([texts] if isinstance(texts, str) else texts)
        for sentence in sentences.split(text)
    ]
    words = [w.plain for s in every for w in s.words if not w.is_link]
    if len(words) < LEAST_WORDS or len(every) < LEAST_SENTENCES:
        return None
    syllables = sum(map(lexicon.syllables, words))
    per_sentence = len(words) / len(every)
    per_word = syllables / len(words)
    return Readability(
        words=len(words),
        sentences=len(every),
        syllables=syllables,
        flesch_douma=206.84 - 0.93 * per_sentence - 77.0 * per_word,
        brouwer=195.0 - 2.0 * per_sentence - (2.0 / 3.0) * (100.0 * per_word),
    )
