"""The smallest course there is, frozen, and a group that follows it."""

from __future__ import annotations

from werkwijs.accounts.models import Organisation, User
from werkwijs.training import freezing, making
from werkwijs.training.models import Group, Route

CODE = "zzzz2345"


def group(organisation: Organisation, trainer: User) -> Group:
    """The same one when asked again."""
    known = Group.objects.filter(code=CODE).first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    course = making.begin(organisation, title="Rustig beginnen", edition=None, by=trainer)
    lesson = making.add_lesson(course, title="Luisteren")
    making.add_block(lesson, kind="text", content={"text": "Luister eerst."})
    making.add_block(lesson, kind="discussion", content={"prompt": "Wat helpt jou?"})
    return Group.objects.create(  # type: ignore[no-any-return]
        organisation=organisation,
        version=freezing.freeze(course, by=trainer),
        route=Route.JOB_COACH,
        name="Groep van de proef",
        trainer=trainer,
        code=CODE,
    )
