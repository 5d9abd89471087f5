"""What a single word may do to its reader: nobody's name for somebody, hard, rare, long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from plainlanguage import lexicon, word_lists
from plainlanguage.advice import Advice, Mark, give
from plainlanguage.rules import Rules
from plainlanguage.sentences import Sentence, Word


def check(sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    """Advice about the words of one sentence; about each word once, the most useful first."""
    shouted = _is_shouted(sentence)
    skip = 0
    for i, word in enumerate(sentence.words):
        if skip:
            skip -= 1
        elif (percent := _percent(sentence, i)) is not None:
            mark, easy = percent
            yield give("percent", rules.severity("percent"), sentence, [mark], alternative=easy)
        elif word.is_link or word.is_number or word.plain in rules.practice:
            continue
        elif word.plain == "men":
            yield give("men", rules.severity("men"), sentence, [word])
        elif not shouted and _is_unknown_abbreviation(word, sentence, rules):
            easy = _in_full().get(word.plain.rstrip("."))
            severity = rules.severity("abbreviation")
            yield give("abbreviation", severity, sentence, [word], alternative=easy)
        elif (value := number(word.plain)) is not None:
            if value > 10:
                severity = rules.severity("number-word")
                yield give("number-word", severity, sentence, [word], alternative=str(value))
        elif hard := _hard(sentence, i, rules):
            skip = len(hard.words) - 1
            first, last = word, sentence.words[i + skip]
            said = sentence.text[first.start - sentence.start : last.end - sentence.start]
            mark = Mark(said, first.start, last.end)
            severity = rules.severity("hard-word")
            yield give("hard-word", severity, sentence, [mark], alternative=hard.easy)
        elif not (word.text[:1].isupper() and i and not shouted):  # the name of somebody
            yield from _rare_or_long(word, sentence, rules)


def _is_shouted(sentence: Sentence) -> bool:
    """Whether it is written in capitals."""
    letters = [c for w in sentence.words if not w.is_link for c in w.text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


# --- percentages, numbers -------------------------------------------------------------

_SHARES = {
    5: "1 van de 20",
    10: "1 van de 10",
    20: "1 van de 5",
    25: "1 van de 4",
    30: "3 van de 10",
}
_SHARES |= {
    40: "4 van de 10",
    50: "de helft",
    60: "6 van de 10",
    70: "7 van de 10",
    75: "3 van de 4",
}
_SHARES |= {80: "8 van de 10", 90: "9 van de 10", 100: "alle"}


def _percent(sentence: Sentence, i: int) -> tuple[Mark, str | None] | None:
    """A percentage that begins with this word, and the same as people or things."""
    word = sentence.words[i]
    after = sentence.text[word.end - sentence.start :]
    if word.is_number and (sign := re.match(r"\s?(?:%|procent\b)", after)):
        end = word.end + sign.end()
        mark = Mark(
            sentence.text[word.start - sentence.start : end - sentence.start], word.start, end
        )
        share = int(word.text) if re.fullmatch(r"[0-9]{1,3}", word.text) else -1
        if share in _SHARES:
            return mark, _SHARES[share]
        return mark, f"{share} van de 100" if 0 < share < 100 else None
    before = sentence.words[i - 1] if i else None
    if word.plain in {"procent", "procenten", "percentage", "percentages"}:
        counted = before is not None and before.is_number and word.plain == "procent"
        return None if counted else (Mark(word.text, word.start, word.end), None)
    return None


_ONES = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"),
    *("twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
_TENS = {
    name: 20 + 10 * i
    for i, name in enumerate(
        ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
    )
}
_NUMBERS = {name: value for value, name in enumerate(_ONES)} | {"één": 1} | _TENS
for _one, _name in enumerate(_ONES[1:10], start=1):
    _NUMBERS |= {
        _name + ("ën" if _name.endswith("e") else "en") + ten: _one + tens
        for ten, tens in _TENS.items()
    }


def number(word: str) -> int | None:
    """The value of a number written as a word, up to 999,999; None when it is no number."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    for name, size in (("duizend", 1000), ("honderd", 100)):
        before, found, after = word.partition(name)
        if found:
            times = number(before) if before else 1
            rest = number(after.removeprefix("en")) if after else 0
            if times is None or rest is None or rest >= size or (size == 100 and times > 99):
                return None
            return times * size + rest
    return None


# --- abbreviations --------------------------------------------------------------------


def _is_unknown_abbreviation(word: Word, sentence: Sentence, rules: Rules) -> bool:
    bare = word.plain.rstrip(".")
    if bare in rules.abbreviations:
        return False
    if "." in bare or bare == "t/m" or bare == "p/u":
        return True
    follows_full_stop = sentence.text[word.end - sentence.start :][:1] == "."
    if bare in _in_full():
        return word.text.isupper() or follows_full_stop or lexicon.zipf(bare) < 5 or len(bare) == 2
    return word.text.isupper() and 2 <= len(word.text) <= 6 and word.text.isalpha()


@cache
def _in_full() -> Mapping[str, str]:
    """What abbreviations say in full: "m.b.t" as it stands, and as people type it: "mbt"."""
    known = word_lists.meanings("abbreviations")
    typed = {short.replace(".", ""): full for short, full in known.items() if short.count(".") > 1}
    return typed | dict(known)


# --- hard, rare, long -----------------------------------------------------------------


def _hard(sentence: Sentence, i: int, rules: Rules) -> lexicon.HardWord | None:
    ahead = sentence.words[i : i + lexicon.LONGEST_EXPRESSION]
    found = lexicon.hard(tuple(w.plain for w in ahead))
    return None if found and " ".join(found.words) in rules.practice else found


def _rare_or_long(word: Word, sentence: Sentence, rules: Rules) -> Iterator[Advice]:
    known = rules.practice | rules.abbreviations
    parts = [
        part
        for part in re.split(r"[^\w']+|'s$", word.plain)
        if part and not part.isdigit() and lexicon.family(part).isdisjoint(known)
    ]
    for part in parts:
        ease = lexicon.ease(part)
        many = lexicon.syllables(part) > rules.most_syllables and ease < _EVERYBODY_READS
        long = len(part) > rules.most_letters and lexicon.usual(part) < _MOST_READ
        if many or long:
            seam = lexicon.seam(part)
            easy = word.plain.replace(part, "-".join(seam)) if seam else None
            yield give("long-word", rules.severity("long-word"), sentence, [word], alternative=easy)
            return
        if ease < rules.least_zipf:
            yield give("rare-word", rules.severity("rare-word"), sentence, [word])
            return


_MOST_READ = 4.2
"""Zipf of words, as a whole, so usual that their length is no trouble: "teleurgesteld"."""
_EVERYBODY_READS = 5.0
"""Zipf of words so usual that a fourth syllable is no trouble: "eigenlijk", "duidelijker"."""
