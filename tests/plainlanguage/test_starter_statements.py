"""The example study says what it asks of others; where it does not, there is a reason."""

import plainlanguage as pl

STEM = "Het helpt als …"

EXCEPTIONS = {
    # statement: (rules, why it stays)
    "3": ({"double-idea"}, "clear and fixed are one wish about tasks"),
    "4": ({"negation"}, "what is wanted is that it is not too busy; 'rustig' is something else"),
    "9": ({"passive"}, "job coach, agency or family: whoever searches"),
    "32": ({"negation", "double-idea"}, "nobody is the idea; laughing at is part of it"),
    "41": ({"double-idea"}, "drinking or smoking weed: a real or, kept to show an editor at work"),
    "43": ({"long-word"}, "no shorter word for a treatment"),
    "48": ({"double-idea"}, "papers and rules come together"),
    "49": ({"double-idea"}, "one of the two pays for somebody"),
    "50": ({"negation"}, "the relief is the idea"),
    "51": ({"negation"}, "that it does not stop is the idea"),
    "56": ({"negation"}, "not understanding is what is said aloud"),
}


def test_no_statement_fails(starter_statements):
    advice = pl.advise_set(starter_statements, stem=STEM)

    assert [a for of in advice.values() for a in of if a.severity == "fail"] == []


def test_every_warning_has_a_reason(starter_statements):
    advice = pl.advise_set(starter_statements, stem=STEM)
    warned = {key: {a.rule for a in of} for key, of in advice.items() if of}

    assert warned == {key: rules for key, (rules, _) in EXCEPTIONS.items()}


def test_the_statements_are_easy_together(starter_statements):
    found = pl.readability(starter_statements.values())

    assert found is not None
    assert found.flesch_douma > 80
    assert found.brouwer > 75
