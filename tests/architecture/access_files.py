"""Who may open which address about guiding people: one row per address, with a cast of its own.

A row is ``name  kind  parameter=thing ...``, as in `access`. What each meets, in this order:

    nobody · ana · cora · joost · saar · otto · mila · noor · bram · els

ana runs studies of the organisation; cora is Mila's coach, joost a colleague who guides Noor, saar leads
their team, otto coaches elsewhere. Mila and Noor are on their way to work, with phones of their own. Bram is
of Mila's employer, Els is her mother: both come by an invitation to Mila's way, and to no other.

``o`` it opens, ``l`` to signing in, ``m`` to the door of the person, ``a`` to the door of people around,
``3`` 403, ``4`` 404.
"""

from __future__ import annotations

from typing import Any

CAST = ("nobody", "ana", "cora", "joost", "saar", "otto", "mila", "noor", "bram", "els")
KINDS = {
    "coaches": "l3oo3ollll",  # everybody who guides people
    "coaches_and_leads": "l3oooollll",
    "coach_of": "l4o444llll",  # Mila's coach, and nobody else
    "leads": "l333o3llll",  # who leads a team
    "leads_of": "l333o3llll",  # who leads the team Mila's coach is in
    "everybody": "oooooooooo",
    "person": "mmmmmmoo44",  # any person, about themselves
    "mila": "mmmmmmo444",  # Mila, about her way
    "around": "aaaaaa44oo",  # who is around Mila
    "employer": "aaaaaa44o4",  # Bram, about Mila's work
    "nobody_finds": "l44444llll",
}

ROWS = """
guidance:day                coaches_and_leads
guidance:people             coaches
guidance:new                coaches
guidance:agenda             coaches
guidance:reach              coaches
guidance:find_file          coaches_and_leads
guidance:emergency          l4ooo4llll              code=client_code
guidance:team               leads
guidance:past               leads
guidance:receive            coaches
guidance:coach              leads                   user=cora
guidance:cover              leads_of                code=way
guidance:complaint          leads                   number=complaint
guidance:rules              leads_of                organisation=organisation
guidance:file               coach_of
guidance:talk               coach_of
guidance:draft              coach_of
guidance:received           coach_of
guidance:lines              coach_of
guidance:line               coach_of                number=line
guidance:bring_back         coach_of                number=line
guidance:reflections        coach_of
guidance:help_answer        coach_of
guidance:profile            coach_of
guidance:rung               l44444llll
guidance:goals              coach_of
guidance:goal               coach_of                number=goal
guidance:steps              coach_of
guidance:step               coach_of                number=step
guidance:work               coach_of
guidance:job                coach_of                number=job
guidance:at_work            coach_of                kind=behoefte
guidance:setback            coach_of
guidance:plan               coach_of
guidance:cards              coach_of
guidance:criminal           nobody_finds
guidance:around             coach_of
guidance:invite             coach_of
guidance:member             coach_of                number=member
guidance:preview            coach_of                number=member
guidance:consent            coach_of                number=member
guidance:consent_answer     coach_of                number=question
guidance:person             coach_of
guidance:card_sheet         coach_of
guidance:course             coach_of
guidance:again              coach_of
guidance:hand_on            coach_of
guidance:looks              coach_of
guidance:emergency_over     coach_of

mine:door                   everybody
mine:card                   everybody               link=card_link
mine:leave                  everybody
mine:key                    person
mine:key_in                 everybody
mine:devices                person
mine:take_along             person
mine:looks                  person
mine:home                   mila
mine:path                   mila
mine:step                   mila                    number=step
mine:helpers                mila
mine:agreements             mila
mine:cards                  mila
mine:own_words              mila
mine:plan                   mila
mine:not_well               mila
mine:who_sees               mila
mine:question               mila                    number=question
mine:stop                   mila
mine:complain               mila

around:door                 everybody
around:invitation           everybody               link=invitation
around:leave                everybody
around:way                  around
around:signal               around
around:change               employer
around:complain             around
around:go_away              around
"""


def rows() -> list[tuple[str, str, dict[str, str]]]:
    """Name, what each of the cast meets, and what the address is about."""
    found = []
    for line in ROWS.splitlines():
        if line.strip():
            name, kind, *about = line.split()
            expected = KINDS.get(kind, kind)
            found.append((name, expected, dict(one.split("=") for one in about)))
    return found


def names() -> list[str]:
    """Every address that stands here."""
    return [name for name, _, _ in rows()]


Stage = dict[str, Any]
