"""What is planted in the invented study "Sterk in Werk": every choice that is not chance.

``README.md`` tells the same in words. Statements are counted as in ``statements.csv``.
"""

from __future__ import annotations

GROUPS = ("jongere", "werkgever", "jobcoach", "steunsysteem")
CODES = {"jongere": "jo", "werkgever": "we", "jobcoach": "jc", "steunsysteem": "st"}

# --- how statements are seen --------------------------------------------------------------

THEMES = {
    "werk": range(1, 10),
    "coach": range(10, 20),
    "leiding": range(20, 29),
    "erbij": range(29, 36),
    "basis": range(36, 44),
    "plan": range(44, 52),
    "groei": range(52, 59),
    "spanning": range(59, 65),
}
"""What most sort by. The names are ours; no sorter ever wrote them."""

THEME_PLACES = {
    "werk": (-0.55, 0.90, 0.25),
    "groei": (0.30, 1.00, 0.10),
    "basis": (1.00, 0.40, 0.15),
    "plan": (0.95, -0.45, 0.20),
    "coach": (0.10, -1.00, 0.25),
    "leiding": (-0.75, -0.70, 0.20),
    "erbij": (-1.05, 0.15, 0.10),
    "spanning": (0.05, 0.00, -0.90),
}
"""From work (left) to the rest of life (right), from oneself (up) to others (down)."""

SPREAD = 0.2
"""How far statements lie from the middle of their theme, per axis."""

PULLS = {
    19: ("leiding", 0.45),  # the coach helps the boss
    22: ("spanning", 0.40),
    27: ("werk", 0.35),
    34: ("werk", 0.25),
    35: ("leiding", 0.40),
    41: ("spanning", 0.25),
    47: ("groei", 0.40),
    50: ("leiding", 0.50),
    51: ("coach", 0.45),
    53: ("plan", 0.30),
    55: ("basis", 0.35),
    61: ("plan", 0.35),
    62: ("leiding", 0.40),
    64: ("erbij", 0.45),
}
"""Statements between two themes: the theme that pulls, and how far. They should bridge."""

TWINS = ((10, 11, 12), (22, 62), (44, 45))
"""Near-duplicates: almost everybody keeps them together."""

ACTORS = {
    "zelf": (1, 2, 8, 31, 34, 35, 40, 42, 52, 54, 55, 56, 57, 58, 59),
    "baas": (3, 4, 5, 6, 20, 21, 22, 23, 24, 25, 26, 27, 28, 39, 50, 60, 62, 63),
    "jobcoach": (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 61, 64),
    "collega's": (29, 30, 32, 33, 53),
    "thuis en instanties": (7, 36, 37, 38, 41, 43, 44, 45, 46, 47, 48, 49, 51),
}
"""The other logic: who has to do something."""

# --- who sorts, and how -------------------------------------------------------------------

# kind of sorter: (logic, fewest and most piles, blur, share placed, share on a heap, heedless)
KINDS = {
    "thema-grof": ("theme", (5, 8), 0.35, (1.0, 1.0), (0.0, 0.0), False),
    "thema": ("theme", (7, 12), 0.28, (1.0, 1.0), (0.0, 0.0), False),
    "wie": ("actor", (6, 9), 0.25, (1.0, 1.0), (0.0, 0.0), False),
    "fijn": ("theme", (15, 20), 0.28, (1.0, 1.0), (0.0, 0.0), False),
    "half": ("theme", (5, 8), 0.35, (0.35, 0.70), (0.0, 0.0), False),
    "grof": ("theme", (2, 3), 0.35, (1.0, 1.0), (0.0, 0.0), False),
    "restpot": ("theme", (5, 7), 0.35, (1.0, 1.0), (0.42, 0.55), False),
    "toeval": ("theme", (6, 9), 0.30, (1.0, 1.0), (0.0, 0.0), True),
}

SORTERS = {
    "jongere": {"thema-grof": 7, "thema": 4, "half": 3, "grof": 2, "toeval": 1, "kort": 6},
    "werkgever": {"wie": 6, "thema": 4, "restpot": 1, "toeval": 1},
    "jobcoach": {"thema": 10, "fijn": 3, "wie": 1},
    "steunsysteem": {"thema": 6, "thema-grof": 3, "half": 1, "wie": 1},
}
"""Sorters of each kind; "kort" is a "thema-grof" with a short deck."""

SHORT_DECK = 32
HURRIED = "jo-02"
"""Sorted like the others, in less than a second per statement."""

DONT_KNOW = {"jongere": 0.05, "werkgever": 0.01, "jobcoach": 0.005, "steunsysteem": 0.02}
"""Share of placements that became "weet ik niet"."""

# --- what piles are called ----------------------------------------------------------------

THEME_LABELS = {
    "werk": (
        ("passend werk", "Passend werk", "werk dat past", "pasend werk"),
        ("de taken", "taken", "Taken en uren"),
        ("zelf kiezen", "eigen keuze"),
        ("beginnen met werk", "de start"),
    ),
    "coach": (
        ("jobcoach", "Jobcoach", "job coach", "de jobcoach", "jobcoaches"),
        ("vertrouwen", "Vertrouwen", "een goede band"),
        ("wat de coach doet", "begeleiding"),
        ("contact", "goed bereikbaar"),
    ),
    "leiding": (
        ("de baas", "baas", "De baas", "leidinggevende", "werkgever"),
        ("duidelijkheid", "Duidelijkheid", "duidelijke regels", "duidelijkheid op het werk"),
        ("uitleg", "goed uitleggen", "inwerken"),
        ("gesprekken", "praten met je baas"),
    ),
    "erbij": (
        ("collega's", "Collega's", "collegas", "collega’s"),
        ("erbij horen", "Erbij horen", "er bij horen"),
        ("sfeer", "de sfeer op het werk", "goede sfeer"),
        ("jezelf zijn", "je zelf zijn"),
    ),
    "basis": (
        ("thuis", "Thuis", "prive", "privé"),
        ("geld", "Geld", "geld en schulden"),
        ("gezondheid", "gezond leven"),
        ("de basis op orde", "basis op orde", "stabiel leven"),
    ),
    "plan": (
        ("samenwerken", "samen werken", "Samenwerking", "samenwerking"),
        ("hulp om je heen", "je netwerk", "Netwerk", "netwerk"),
        ("instanties", "de gemeente"),
        ("familie", "je familie"),
    ),
    "groei": (
        ("motivatie", "Motivatie", "willen", "motivasie"),
        ("leren", "Leren", "nieuwe dingen leren"),
        ("wat ik zelf kan", "zelf doen"),
        ("ervaring", "stage en ervaring"),
    ),
    "spanning": (
        ("stress", "Stress", "spanning", "te veel stress"),
        ("als het misgaat", "als het mis gaat", "Als het fout gaat"),
        ("opnieuw beginnen", "tweede kans"),
        ("hulp bij problemen", "problemen"),
    ),
}
ACTOR_LABELS = {
    "zelf": (
        ("wat je zelf doet", "zelf doen", "Zelf", "de werknemer"),
        ("eigen houding", "houding"),
        ("keuzes van de werknemer", "eigen keuzes"),
    ),
    "baas": (
        ("werkgever", "de werkgever", "Werkgever", "wat wij doen als bedrijf"),
        ("de werkplek", "werkplek"),
        ("aansturing", "Aansturing", "leiding geven"),
        ("afspraken", "afspraken maken"),
    ),
    "jobcoach": (
        ("jobcoach", "de jobcoach", "Jobcoach", "job coach"),
        ("begeleider", "externe begeleiding"),
        ("wat de coach regelt", "regelen"),
    ),
    "collega's": (("team", "collega's", "het team", "Team"), ("omgeving", "de omgeving")),
    "thuis en instanties": (
        ("thuis en instanties", "buiten het werk", "Buiten het werk"),
        ("gemeente en hulp", "instanties"),
        ("familie", "thuis"),
        ("hulpverlening", "zorg"),
    ),
}
"""What a pile is about -> several names for it -> ways to write each, the usual one first.
Nobody gives two of their own piles the same name."""

HEAP_LABEL = "overig"
"""What a heap of leftovers is called; the analysis knows that this is not a pile."""

TWO_NAMES = 0.4
"""Share of piles about two things that are called after both."""

NO_LABEL = {"jongere": 0.40, "werkgever": 0.15, "jobcoach": 0.05, "steunsysteem": 0.20}
"""Share of piles without a label."""

# --- who rates, and how -------------------------------------------------------------------

RATERS = {"jongere": 32, "werkgever": 18, "jobcoach": 23, "steunsysteem": 17}
"""The last few sorters of a group did not rate; the other raters did not sort."""

SCALES = {"belang": ("niet", "een beetje", "veel"), "nu al": ("nee", "soms", "ja")}

THEME_LEVELS = {
    "belang": {
        "werk": 0.5,
        "coach": 0.4,
        "leiding": 0.3,
        "erbij": 0.3,
        "basis": 0.1,
        "plan": -0.1,
        "groei": 0.0,
        "spanning": 0.2,
    },
    "nu al": {
        "werk": 0.1,
        "coach": 0.5,
        "leiding": 0.0,
        "erbij": 0.1,
        "basis": -0.1,
        "plan": -0.7,
        "groei": 0.2,
        "spanning": -0.4,
    },
}
"""Where themes lie; 0 is just above the middle word, 1 is about one spread of answers."""

THEME_GAPS = {
    ("belang", "jongere"): {"erbij": 0.6, "spanning": 0.3, "plan": -0.4, "groei": -0.1},
    ("belang", "werkgever"): {"leiding": 0.3, "groei": 0.6, "erbij": -0.4, "basis": -0.2},
    ("belang", "jobcoach"): {"plan": 0.6, "basis": 0.4},
    ("belang", "steunsysteem"): {"basis": 0.5, "werk": -0.1},
    ("nu al", "jongere"): {"leiding": -0.5, "erbij": -0.2},
    ("nu al", "werkgever"): {"leiding": 0.7, "erbij": 0.5, "spanning": 0.2},
    ("nu al", "jobcoach"): {"coach": 0.3},
    ("nu al", "steunsysteem"): {"plan": -0.3},
}

STATEMENT_GAPS = {
    ("belang", "jongere"): {37: -1.0, 44: -0.9, 50: -0.9, 31: 0.8, 34: 1.0, 60: 0.9},
    ("belang", "werkgever"): {37: 0.7, 44: 0.8, 50: 1.2, 31: -0.7, 34: -1.0, 60: -0.9},
    ("belang", "jobcoach"): {37: 0.8, 44: 0.8, 50: 0.7},
}
"""On top of the theme: help with debts, one plan and a boss who is not alone matter more
to coaches and employers; being oneself, choosing what to tell and stepping out matter
more to young people."""

STATEMENT_LEVELS = {
    ("belang", 12): 0.6,
    ("belang", 32): 0.7,
    ("belang", 39): 0.7,
    ("belang", 57): -0.8,
    ("belang", 14): -0.4,
    ("nu al", 39): 1.0,
    ("nu al", 63): -0.8,
    ("nu al", 61): -0.6,
    ("nu al", 13): -0.8,
    ("nu al", 45): -0.4,
}
"""Some stand out whoever rates: 13 is wanted but rarely there."""

MISSING = {"jongere": 0.04, "werkgever": 0.02, "jobcoach": 0.01, "steunsysteem": 0.02}
"""Share of scores that are missing, two in three because somebody did not know."""

STOPPED_RATING = {"jo-07": 40, "st-12": 50}
"""Stopped after so many statements."""
SAME_ANSWER = "we-13"
"""Gave every statement the highest score."""

# --- how people took part -----------------------------------------------------------------

HELPED = {"jongere": 0.55, "werkgever": 0.0, "jobcoach": 0.0, "steunsysteem": 0.1}
HELPERS = ("jobcoach", "begeleider", "familie", "onderzoeker")
HELP = ("voorlezen", "uitleggen", "apparaat bedienen", "stapels leggen")
WAYS = ("telefoon", "tablet", "computer", "papier")
WAY_SHARES = {
    "jongere": (0.5, 0.25, 0.05, 0.2),
    "werkgever": (0.3, 0.1, 0.55, 0.05),
    "jobcoach": (0.1, 0.15, 0.7, 0.05),
    "steunsysteem": (0.45, 0.2, 0.2, 0.15),
}
