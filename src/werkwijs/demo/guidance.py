"""Guidance in the invented organisation: the way of Astrid in two years, and five others who are on theirs.

Astrid is the one of the example that Werkwijs began with, and invented like all others. Everything goes
through the room's own activities; `On` then dates what was done back to the day it tells of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.cards.models import Edition
from werkwijs.frameworks import choosing, importing
from werkwijs.guidance import (
    agreeing,
    aiming,
    granting,
    handing_over,
    handling,
    helping,
    inviting,
    letting_in,
    placing,
    recording,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import (
    Basis,
    Consent,
    Entry,
    Kind,
    Member,
    Part,
    Reach,
    Share,
    Trajectory,
)
from werkwijs.guidance.recording import Noted
from werkwijs.guidance.starting import About
from werkwijs.guidance.stepping import Planned
from werkwijs.guidance.writing import Words

DAY = timedelta(days=1)
BEGAN = 730
"""Days ago that Astrid's way began."""


@dataclass(frozen=True)
class Guided:
    """Where one finds what was made."""

    card_address: str
    picture: str
    """To come in as Astrid."""
    employer_address: str
    """The invitation of a new contact at her work."""
    family_address: str


class On:
    """Do something as if it were another day: ``on(30, ...)`` is thirty days after the start."""

    def __init__(self, trajectory: Trajectory, start: date) -> None:
        self.trajectory, self.start = trajectory, start

    def day(self, n: int) -> date:
        return self.start + n * DAY

    def __call__(self, n: int, act: Callable[..., Any], *args: Any, **facts: Any) -> Any:
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        share = Share.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        made = act(*args, **facts)
        day = self.day(n)
        at = timezone.make_aware(datetime.combine(day, time(10, 30)))
        new = Entry.objects.filter(pk__gt=last)
        new.exclude(kind=Kind.JOB).update(on=day)
        new.update(made_at=at)
        Share.objects.filter(pk__gt=share).update(at=at)
        if isinstance(made, Member):
            accepted = made.accepted_at and at
            Member.objects.filter(pk=made.pk).update(
                from_on=day, invited_at=at, accepted_at=accepted
            )
            made.refresh_from_db()
        if isinstance(made, Consent):
            Consent.objects.filter(pk=made.pk).update(asked_at=at)
        self.trajectory.refresh_from_db()
        return made


def make(organisation: Organisation, edition: Edition | None, people: dict[str, User]) -> Guided:
    """Six ways to work; who coaches is cora, a colleague stands in, somebody leads the team."""
    cora, joost = people["cora"], people["joost"]
    Reach.objects.create(user=cora, phone="06 0000 1001", when="ma t/m do, 9 tot 17 uur")
    Reach.objects.create(user=joost, phone="06 0000 1002", when="di t/m vr, 9 tot 17 uur")
    importing.take_in_examples(organisation, by=people["ana"])
    guided = _astrid(organisation, edition, cora, joost)
    _others(organisation, edition, cora, joost)
    return guided


def _comes(on: On, n: int, asked: inviting.Asked, by: User) -> Member:
    """Somebody is asked along on that day, and comes."""
    member = inviting.ask_along(on.trajectory, asked, by=by)
    inviting.accept(member)
    member.refresh_from_db()
    made: Member = on(n, lambda: member)
    return made


def _said_yes(on: On, n: int, reader: Member, kinds: tuple[str, ...], back: str, by: User) -> None:
    asked = f"Mag {reader.contact.name if reader.contact else ''} dit weten? Nee zeggen mag ook."
    consent = on(n, agreeing.ask, reader, kinds, asked=asked, read_aloud=True, by=by)
    agreeing.give(consent, back=back, read_aloud=True, by=by)


def _talk(on: On, n: int, noted: Noted, by: User) -> None:
    facts = {**noted.__dict__, "on": on.day(n)}
    talk = on(n, recording.note, on.trajectory, Noted(**facts), by=by)
    if noted.reached != "yes" or noted.how == "together":
        held_on = ("Aanhouden",) if noted.reached != "yes" else ("Doen", "Reflecteren")
        offered = choosing.for_organisation(on.trajectory.organisation_id)
        handling.mark(talk.entry, [one.id for one in offered if one.name in held_on], by=by)


def _line(on: On, n: int, kind: str, text: str, facet: str, by: User) -> Entry:
    entry: Entry = on(n, writing.write, on.trajectory, Words(kind, text, facet=facet), by=by)
    granting.show_person(entry, by=by)
    return entry


def _astrid(organisation: Organisation, edition: Edition | None, cora: User, joost: User) -> Guided:
    today = timezone.localdate()
    start = today - BEGAN * DAY
    about = About("Astrid", "Astrid Zomer (verzonnen)", "06 0000 2001")
    trajectory = starting.start(
        organisation, about, by=cora, on=start, template="small-steps", edition=edition
    )
    on = On(trajectory, start)
    _begin(on, cora)
    _practise(on, cora)
    _work(on, cora)
    mother, boss = _around(on, cora)
    on(
        700,
        handing_over.stand_in,
        trajectory,
        joost,
        from_on=today,
        until_on=today + 13 * DAY,
        by=cora,
    )
    Trajectory.objects.filter(pk=trajectory.pk).update(
        phase="aftercare", phase_since=on.day(640), closer_until=today + 14 * DAY,
        next_contact_on=today, next_contact_why="closer", last_reached_on=on.day(722),
    )  # fmt: skip
    letting_in.give_card(trajectory.client, "bike", by=cora)
    return Guided(
        letting_in.card_address(trajectory.client),
        "fiets",
        inviting.address(boss),
        inviting.address(mother),
    )


def _begin(on: On, cora: User) -> None:
    """The first months: her own words, debts, a sheltered place."""
    t = on.trajectory
    _line(
        on,
        0,
        Kind.INTAKE,
        "Ik wil van mijn schulden af. En ik wil iets te doen hebben.",
        "wants",
        cora,
    )
    _line(
        on,
        0,
        Kind.INTAKE,
        "Ik kan goed met mijn handen werken. Ik maak graag dingen mooi.",
        "good-at",
        cora,
    )
    _line(on, 0, Kind.INTAKE, "Als het druk is, loop ik weg. Dan drink ik soms.", "hard", cora)
    _line(on, 3, Kind.PROFILE, "Werkt graag met haar handen, rustig tempo.", "skills.person", cora)
    gap = _line(on, 3, Kind.PROFILE, "Op tijd zijn, vijf dagen achter elkaar.", "skills.work", cora)
    _line(on, 3, Kind.PROFILE, "Leert door voordoen en nadoen.", "learning.person", cora)
    _line(on, 3, Kind.PROFILE, "Iemand die het eerst samen doet.", "learning.work", cora)
    _line(
        on,
        3,
        Kind.PROFILE,
        "Wil ooit een eigen sleutel en een eigen kastje op het werk.",
        "wishes.person",
        cora,
    )
    on(5, aiming.aim, t, "Ik ben op tijd, drie dagen per week.", by=cora, gap=gap)
    goal = t.goals.get(place=1)
    _talk(
        on,
        5,
        Noted(
            "office",
            "person",
            "yes",
            60,
            "Kennisgemaakt. Ze koos zelf de plek: buiten lopen.",
            for_person=True,
        ),
        cora,
    )
    first = on(
        7, stepping.plan, t, Planned("visit", "Samen kijken bij de beschermde werkplek"), by=cora
    )
    on(12, stepping.move, first, "done", by=cora, on=on.day(12))
    second = on(
        12,
        stepping.plan,
        t,
        Planned("sheltered", "Twee ochtenden inpakken, samen met mij de eerste keer"),
        by=cora,
    )
    on(15, stepping.move, second, "going", by=cora, on=on.day(15))
    _talk(
        on,
        15,
        Noted(
            "together",
            "person",
            "yes",
            180,
            "Eerste ochtend samen ingepakt.",
            goal=goal,
            for_person=True,
        ),
        cora,
    )
    _talk(
        on,
        30,
        Noted("phone", "person", "no-show", 10, "Kwam niet. Gebeld, geen gehoor.", goal=goal),
        cora,
    )
    _talk(
        on,
        31,
        Noted(
            "at-home",
            "person",
            "yes",
            45,
            "Langsgegaan. Ze schaamde zich. Morgen samen weer.",
            goal=goal,
        ),
        cora,
    )
    _talk(
        on,
        60,
        Noted(
            "three-way", "debt", "yes", 60, "Met schuldhulp: vaste lasten eerst, dan pas sparen."
        ),
        cora,
    )
    on(90, aiming.show, goal, "Tien weken lang drie ochtenden op tijd.", by=cora)
    on(120, stepping.move, second, "done", by=cora, on=on.day(120))
    on(120, aiming.end, goal, "reached", by=cora, on=on.day(120))


def _practise(on: On, cora: User) -> None:
    """The thrift shop, a setback, and a restart."""
    t = on.trajectory
    third = on(
        121,
        stepping.plan,
        t,
        Planned(
            "thrift-shop",
            "Meehelpen in de kringloopwinkel, bij de kleding",
            employer=inviting.employer(
                t.organisation, "Kringloop De Ronde (verzonnen)", "Lindestad"
            ),
        ),
        by=cora,
    )
    on(125, stepping.move, third, "going", by=cora, on=on.day(125))
    on(126, aiming.aim, t, "Ik zeg het als het te druk is.", by=cora)
    for colour, part, text in (
        ("green", "notice", "Ik zing. Ik eet ’s ochtends."),
        ("green", "helps", "Vaste dagen. Muziek bij het inpakken."),
        ("orange", "notice", "Ik word stil. Ik slaap slecht."),
        ("orange", "helps", "Even naar buiten. Cora bellen."),
        ("orange", "does", "Cora belt mij de volgende ochtend."),
        ("red", "notice", "Ik kom niet meer mijn bed uit."),
        ("red", "helps", "Niet alleen zijn. Mama mag komen."),
        ("red", "does", "Mama belt Cora. Cora komt langs."),
    ):  # fmt: skip
        _line(on, 140, Kind.SIGN, text, f"{colour}.{part}", cora)
    on(
        200,
        placing.setback,
        t,
        "Twee weken niet gekomen na ruzie. Geleerd: eerst met mij bespreken, dan pas beslissen.",
        by=cora,
        on=on.day(200),
    )
    on(
        201,
        stepping.move,
        third,
        "paused",
        by=cora,
        on=on.day(201),
        why="Het was te veel. We nemen drie weken rust.",
    )
    _talk(on, 203, Noted("phone", "person", "not", 5, "Geen gehoor."), cora)
    _talk(
        on,
        205,
        Noted(
            "at-home",
            "person",
            "yes",
            60,
            "Thee gedronken. Ze wil terug, maar niet naar dezelfde kassa.",
            for_person=True,
        ),
        cora,
    )
    on(
        222,
        stepping.move,
        third,
        "going",
        by=cora,
        on=on.day(222),
        why="Ze wil het weer proberen, bij de meubels.",
    )
    goal = t.goals.get(place=1)
    on(260, aiming.show, goal, "Ze zei zelf tegen de bedrijfsleider: nu even niet.", by=cora)
    on(400, stepping.move, third, "done", by=cora, on=on.day(400))
    on(400, aiming.end, goal, "reached", by=cora, on=on.day(400))


def _work(on: On, cora: User) -> None:
    """Paid work, another job, and after."""
    t = on.trajectory
    fourth = on(
        401,
        stepping.plan,
        t,
        Planned("trial-day", "Een dag meelopen bij de stoffeerderij"),
        by=cora,
    )
    on(410, stepping.move, fourth, "done", by=cora, on=on.day(410))
    fifth = on(
        411, stepping.plan, t, Planned("paid-job", "Betaald werk: twaalf uur per week"), by=cora
    )
    on(430, stepping.move, fifth, "going", by=cora, on=on.day(430))
    first = inviting.employer(t.organisation, "Stoffeerderij Van Dam (verzonnen)", "Lindestad")
    job = on(
        430,
        placing.place,
        t,
        placing.Placed(
            first,
            "paid",
            on.day(430),
            "Stoelen schoonmaken en bekleden.",
            hours=Decimal(12),
            contract="temporary",
            contract_ends_on=on.day(615),
            four_hours_on=on.day(431),
        ),
        by=cora,
    )
    placing.pay(job, 1450, on.day(430), by=cora)
    on(431, placing.need, t, "Eén opdracht tegelijk, voorgedaan.", by=cora, job=job)
    _talk(
        on,
        431,
        Noted("at-work", "employer", "yes", 45, "Eerste week: baas doet voor, zij doet na."),
        cora,
    )
    on(
        520,
        placing.changed_at_work,
        job,
        "boss",
        "De meester-stoffeerder gaat met pensioen.",
        by=cora,
    )
    on(
        615,
        placing.end,
        job,
        on=on.day(615),
        ended="contract",
        by=cora,
        learnt="Het contract liep af. Ze zei zelf: ik wil wel blijven werken.",
    )
    on(620, stepping.move, fifth, "done", by=cora, on=on.day(615))
    second = inviting.employer(t.organisation, "Meubelfabriek Eik & Zoon (verzonnen)", "Lindestad")
    job = on(
        640,
        placing.place,
        t,
        placing.Placed(
            second,
            "paid",
            on.day(640),
            "Bekleden en inpakken.",
            hours=Decimal(20),
            contract="temporary",
            contract_ends_on=on.day(640 + 182),
            four_hours_on=on.day(640),
        ),
        by=cora,
    )
    placing.pay(job, 1480, on.day(640), by=cora)
    placing.pay(job, 1525, on.day(700), by=cora)
    sixth = on(
        640,
        stepping.plan,
        t,
        Planned("paid-job", "Werken bij de meubelfabriek, vier ochtenden", employer=second),
        by=cora,
    )
    on(640, stepping.move, sixth, "going", by=cora, on=on.day(640))
    on(690, stepping.plan, t, Planned("paid-job", "Een vijfde ochtend proberen"), by=cora)
    on(641, placing.need, t, "Een vaste plek om even rustig te zitten.", by=cora, job=job)
    on(641, placing.need, t, "Nieuw werk eerst samen doen.", by=cora, job=job)
    on(
        642,
        placing.agree,
        t,
        "Elke vrijdag tien minuten met Bram: wat ging goed, wat is lastig?",
        by=cora,
        job=job,
    )
    on(
        642,
        placing.agree,
        t,
        "Kan ze niet komen, dan appt ze Bram vóór acht uur.",
        by=cora,
        job=job,
    )
    on(650, aiming.aim, t, "Ik vraag hulp vóór het misgaat.", by=cora)
    on(651, aiming.aim, t, "Ik kan in mijn eentje een stoel bekleden.", by=cora, horizon="long")
    _talk(
        on,
        655,
        Noted(
            "at-work",
            "person",
            "yes",
            40,
            "Gaat goed. Ze heeft een eigen kastje.",
            goal=t.goals.get(place=2),
            for_person=True,
        ),
        cora,
    )
    _talk(
        on,
        722,
        Noted(
            "phone",
            "person",
            "yes",
            15,
            "Moe, wel blij. Nieuw rooster vanaf volgende week.",
            for_person=True,
        ),
        cora,
    )


def _around(on: On, cora: User) -> tuple[Member, Member]:
    """Who looks along, and what they may see; two invitations wait."""
    t = on.trajectory
    job = t.jobs.filter(ends_on=None).select_related("employer").get()
    bram = _comes(
        on,
        640,
        inviting.Asked(
            Part.EMPLOYER,
            "Bram Eikelboom (verzonnen)",
            "06 0000 3001",
            employer=job.employer,
            job=job,
        ),
        cora,
    )
    debt = _comes(
        on, 20, inviting.Asked(Part.DEBT, "Dirkje Postma (verzonnen)", "06 0000 3002"), cora
    )
    home = _comes(
        on, 10, inviting.Asked(Part.RESIDENTIAL, "Wim Bakker (verzonnen)", "06 0000 3003"), cora
    )
    _said_yes(
        on,
        641,
        bram,
        (Kind.NEED, Kind.AGREEMENT),
        "Dan weet Bram wat ik nodig heb. Niet van vroeger.",
        cora,
    )
    _said_yes(on, 630, home, (Kind.STEP, Kind.AGREEMENT, Kind.SIGN), "Dan kan Wim meedenken.", cora)
    for entry in Entry.objects.filter(
        trajectory=t, about=job.entry, kind__in=(Kind.NEED, Kind.AGREEMENT)
    ):
        on(642, granting.share, entry, bram, basis=Basis.CONSENT, by=cora)
    for entry in Entry.objects.filter(trajectory=t, kind__in=(Kind.SIGN, Kind.STEP)):
        on(642, granting.share, entry, home, basis=Basis.CONSENT, by=cora)
    plan = on(
        61,
        placing.agree,
        t,
        "Schuldhulp regelt de vaste lasten. Astrid belt bij een brief die ze niet snapt.",
        by=cora,
    )
    on(61, granting.share, plan, debt, basis=Basis.TASK, by=cora)
    signal = on(
        725,
        writing.write,
        t,
        Words(Kind.SIGNAL, "Ze slaapt de laatste week slecht en eet weinig."),
        by=home,
    )
    on(725, granting.tell_coach, signal, by=home)
    on(725, granting.show_person, signal, by=home)
    placing.changed_at_work(
        job, "roster", "Vanaf maandag beginnen we een half uur eerder.", by=bram
    )
    view = writing.write(
        t,
        Words(
            Kind.VIEW, "Leuk werk. Wel moe.", facet="so-so", about=t.steps.get(state="going").entry
        ),
        by=t.client,
    )
    granting.tell_coach(view, by=t.client)
    mother = inviting.ask_along(
        t, inviting.Asked(Part.FAMILY, "Els Zomer (verzonnen)", "06 0000 3004"), by=cora
    )
    new = inviting.ask_along(
        t,
        inviting.Asked(
            Part.EMPLOYER, "Yara Smit (verzonnen)", "06 0000 3005", employer=job.employer, job=job
        ),
        by=cora,
    )
    if t.edition is not None:
        numbers = sorted(recording.numbers(t))[:2]
        for number, out in zip(
            numbers,
            ("Jij herkende dit meteen: eerst voordoen.", "We spraken af wie jij belt."),
            strict=False,
        ):
            on(655, recording.card, t, number, out, by=cora)
    return mother, new


def _others(organisation: Organisation, edition: Edition | None, cora: User, joost: User) -> None:
    """Five more, so that a day has something of everything."""
    today = timezone.localdate()

    def begin(called: str, days: int, template: str = "place-then-train", by: User = cora) -> On:
        start = today - days * DAY
        return On(
            starting.start(
                organisation, About(called), by=by, on=start, template=template, edition=edition
            ),
            start,
        )

    noor = begin("Noor", 40)
    _line(noor, 1, Kind.INTAKE, "Ik wil iets met dieren.", "wants", cora)
    step = noor(
        3,
        stepping.plan,
        noor.trajectory,
        Planned("visit", "Kijken bij de kinderboerderij"),
        by=cora,
    )
    noor(10, stepping.move, step, "going", by=cora, on=noor.day(10))
    helping.ask(noor.trajectory, "Ik durf morgen niet.", by=noor.trajectory.client)
    sem = begin("Sem", 150)
    _line(sem, 1, Kind.INTAKE, "Ik wil snel geld verdienen.", "wants", cora)
    plant = inviting.employer(
        organisation, "Kwekerij Zonneveld (verzonnen)", "Buitenpost aan de Lei"
    )
    sem(
        95,
        placing.place,
        sem.trajectory,
        placing.Placed(
            plant,
            "paid",
            today - 92 * DAY,
            "Planten oppotten.",
            hours=Decimal(24),
            contract="temporary",
            contract_ends_on=today + 30 * DAY,
            four_hours_on=today - 92 * DAY,
        ),
        by=cora,
    )
    _talk(
        sem,
        130,
        Noted(
            "phone",
            "person",
            "yes",
            20,
            "Gaat goed. Contract loopt af, baas wil praten.",
            for_person=True,
        ),
        cora,
    )
    ilse = begin("Ilse", 120, "small-steps")
    _line(ilse, 1, Kind.INTAKE, "Ik weet nog niet wat ik wil.", "wants", cora)
    Trajectory.objects.filter(pk=ilse.trajectory.pk).update(
        waits_since=today - 35 * DAY, next_contact_on=today + 4 * DAY, next_contact_why="rhythm",
        last_reached_on=today - 10 * DAY, phase="profile", phase_since=today - 60 * DAY,
    )  # fmt: skip
    bo = begin("Bo", 200)
    starting.pause(bo.trajectory, "Drie maanden naar familie in het buitenland.", by=cora)
    ravi = begin("Ravi", 20)
    step = ravi(
        2, stepping.plan, ravi.trajectory, Planned("applying", "Samen een brief maken"), by=cora
    )
    _talk(
        ravi, 15, Noted("office", "person", "yes", 45, "Brief is bijna af.", for_person=True), cora
    )
    Trajectory.objects.filter(pk=ravi.trajectory.pk).update(
        next_contact_on=today + 5 * DAY, next_contact_why="planned"
    )
    kim = begin("Kim", 90, by=joost)
    _talk(kim, 60, Noted("phone", "person", "yes", 10, "Belde zelf."), joost)
