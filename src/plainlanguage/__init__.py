"""Is this Dutch sentence easy? Advice with the sentence shown, never a verdict.

::

    import plainlanguage as pl

    for advice in pl.advise("je niet zonder hulp hoeft te solliciteren.", stem="Het helpt als"):
        advice.rule, advice.severity                  # "double-negation", "fail"
        advice.message("nl"), advice.alternative      # what is hard, and easier words if we know any
        list(advice.pieces())                         # the sentence, with what is marked

    pl.advise_set(statements, stem="Het helpt als")   # also: one word for one thing, over the set
    pl.readability(statements.values())               # two old formulas; None when there is too little
    pl.likely_duplicates(statements)                  # pairs that may say the same, best first

    pl.advise_card({"title": "Bel vroeg", "action": ["Bel de jobcoach."]}, "employer")
    pl.advise_cards({7: {"employer": texts}})         # also: one word for one thing, over the deck
"""

from plainlanguage.advice import Advice, Language, Mark
from plainlanguage.advising import advise, advise_set
from plainlanguage.card_advising import (
    CardAdvice,
    CardTexts,
    DeckAdvice,
    advise_card,
    advise_cards,
)
from plainlanguage.card_rules import AUDIENCES, FIELDS, Audience, Field, card_rules
from plainlanguage.duplicates import Pair, likely_duplicates
from plainlanguage.readability import Readability, readability
from plainlanguage.rules import PARTICIPANTS, PROFESSIONALS, Rule, Rules, Severity

__all__ = [
    "AUDIENCES",
    "FIELDS",
    "PARTICIPANTS",
    "PROFESSIONALS",
    "Advice",
    "Audience",
    "CardAdvice",
    "CardTexts",
    "DeckAdvice",
    "Field",
    "Language",
    "Mark",
    "Pair",
    "Readability",
    "Rule",
    "Rules",
    "Severity",
    "advise",
    "advise_card",
    "advise_cards",
    "advise_set",
    "card_rules",
    "likely_duplicates",
    "readability",
]
