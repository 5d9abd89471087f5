"""Learning in a browser: a job coach on a phone who is interrupted, an employer, and without a script."""

import pytest
from playwright.sync_api import expect
from tests.werkwijs.training.conftest import joined

from coursepack import state as states
from werkwijs.training import joining, progressing
from werkwijs.training.models import Group, Route

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

COURSE = "Contact maken"


@pytest.fixture
def home(live_server):
    return lambda learner: f"{live_server.url}/leren/{joining.link(learner)}/"


def state_of(learner) -> states.State:
    learner.refresh_from_db()
    return progressing.state_of(learner)


def on(tab):
    tab.locator(".cp-on").click()


def test_a_job_coach_on_a_phone_is_interrupted_and_goes_on(opens, home, learner, barriers, picture):
    tab = opens(360)
    tab.goto(home(learner))
    assert barriers(tab) == []
    tab.get_by_role("link", name="Begin", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Vragen vooraf")
    assert barriers(tab) == []
    picture(tab, "learn-measure-360", whole=True)
    tab.get_by_label("Luisteren").check()
    tab.get_by_role("group", name="Ik weet wie ik kan bellen.").get_by_label("4").check()
    tab.get_by_role("button", name="Stuur mijn antwoorden").click()

    expect(tab.get_by_role("heading", level=2, name="Eerst luisteren")).to_be_visible()
    assert barriers(tab) == []
    picture(tab, "learn-text-360")
    on(tab)
    expect(tab.locator(".cp-block:visible")).to_have_attribute("data-kind", "card")
    assert barriers(tab) == []
    picture(tab, "learn-card-360", whole=True)
    on(tab)
    tab.get_by_role("button", name="Vraag wat er was.").click()
    expect(tab.locator(".cp-block:visible")).to_contain_text("Sem vertelt.")
    assert barriers(tab) == []
    picture(tab, "learn-story-360", whole=True)
    expect(tab.locator(".cp-saving:visible")).to_have_count(0)
    tab.wait_for_load_state("networkidle")
    tab.context.close()  # the bus arrives

    assert {1, 2} <= state_of(learner).done
    again = opens(360)
    again.goto(home(learner))
    assert barriers(again) == []
    again.get_by_role("link", name="Ga verder waar je was").click()
    expect(again.locator(".cp-block:visible")).to_contain_text("Sem vertelt.")
    on(again)
    again.locator(".cp-block:visible textarea").fill("Toen ik zweeg.")
    again.locator(".cp-block:visible").get_by_role("button", name="Bewaar", exact=True).click()
    expect(again.locator(".cp-block:visible")).to_contain_text("Bewaard")
    assert barriers(again) == []
    on(again)
    again.locator(".cp-block:visible textarea").fill("Ik belde. Het was kort en goed.")
    again.locator(".cp-block:visible").get_by_role("button", name="Stuur naar je trainer").click()
    expect(again.locator(".cp-block:visible")).to_contain_text("Bewaard")
    assert barriers(again) == []
    picture(again, "learn-task-360", whole=True)

    again.goto(home(learner) + "mijn-woorden/")
    expect(again.locator("main")).to_contain_text("Toen ik zweeg.")
    assert barriers(again) == []
    picture(again, "learn-mine-360", whole=True)
    again.goto(home(learner) + "gezien/")
    expect(again.locator("main")).to_contain_text("Ik belde. Het was kort en goed.")
    expect(again.locator("main")).not_to_contain_text("Toen ik zweeg.")
    assert barriers(again) == []
    picture(again, "learn-seen-360", whole=True)
    again.goto(home(learner) + "stoppen/")
    assert barriers(again) == []


def test_an_employer_takes_the_short_route_and_its_test(
    opens, home, version, tess, barriers, picture
):
    group = Group.objects.create(
        organisation=version.organisation,
        version=version,
        route=Route.EMPLOYER,
        name="Bakkers",
        trainer=tess,
        code="bakker23",
    )
    learner = joined(group)
    tab = opens(1280)
    tab.goto(home(learner))
    expect(tab.locator("main")).to_contain_text("voor werkgevers")
    tab.get_by_role("link", name="Begin", exact=True).click()
    tab.get_by_role("button", name="Sla alle vragen over").click()
    expect(tab.locator(".cp-block:visible")).to_have_count(1)
    picture(tab, "learn-text-1280")
    tab.goto(home(learner))
    tab.get_by_role("link", name="Toets").click()
    tab.get_by_label("Luisteren").check()
    tab.get_by_role("button", name="Dit is mijn antwoord").click()
    assert barriers(tab) == []
    picture(tab, "learn-question-1280")
    on(tab)
    for label in ("Tijd", "Rust"):
        tab.get_by_label(label).check()
    tab.get_by_role("button", name="Dit is mijn antwoord").click()
    assert barriers(tab) == []
    on(tab)
    assert barriers(tab) == []
    picture(tab, "learn-order-1280")
    expect(tab.locator(".cp-block:visible")).to_have_attribute("data-question", "order")
    assert state_of(learner).answers == {8: "1", 9: "02"}


def test_without_a_script_lessons_are_read_and_answered(opens, home, learner, barriers, picture):
    tab = opens(360, java_script_enabled=False)
    tab.goto(home(learner))
    tab.get_by_role("link", name="Begin", exact=True).click()
    tab.get_by_role("button", name="Sla alle vragen over").click()
    expect(tab.locator(".cp-block")).to_have_count(7)
    tab.locator("#b3").get_by_role("button", name="Vraag wat er was.").click()
    expect(tab.locator("#b3")).to_contain_text("Sem vertelt.")
    tab.locator("#b4 textarea").fill("Voor mezelf.")
    tab.locator("#b4").get_by_role("button", name="Bewaar", exact=True).click()
    expect(tab.locator("#b4 textarea")).to_have_value("Voor mezelf.")
    tab.goto(home(learner) + "les/2/")
    tab.locator("#b8").get_by_label("Luisteren").check()
    tab.locator("#b8 button").click()
    picture(tab, "learn-without-script-360", whole=True)

    assert state_of(learner).answers == {3: "0", 8: "1"}
