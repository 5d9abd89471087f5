"""The people who run the invented organisation, with what they need to sign in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from werkwijs.accounts import founding
from werkwijs.accounts.models import Organisation, Role, User

ORGANISATION = "De Linde (verzonnen)"
PEOPLE = {
    "ana": ("Ana Verbeek (verzonnen)", (Role.FACILITATOR, Role.ADMINISTRATOR)),
    "bilal": ("Bilal Haddou (verzonnen)", (Role.FACILITATOR,)),
    "carla": ("Carla de Wit (verzonnen)", (Role.RESEARCHER,)),
    "dewi": ("Dewi Setiawan (verzonnen)", (Role.ADMINISTRATOR,)),
    "cora": ("Cora Jansma (verzonnen)", (Role.COACH,)),
    "joost": ("Joost Abbas (verzonnen)", (Role.COACH,)),
    "saar": ("Saar van Loon (verzonnen)", (Role.SUPERVISOR,)),
    "tess": ("Tess Brouwer (verzonnen)", (Role.TRAINER,)),
}


@dataclass(frozen=True)
class Colleague:
    """Somebody invented. Password and second factor are real, and made anew for every demo."""

    user: User
    password: str
    secret: str
    """Goes into an app for codes; there is no way in without it."""

    @property
    def roles(self) -> str:
        return ", ".join(m.role for m in self.user.memberships.current().order_by("role"))


def organisation() -> tuple[Organisation, dict[str, Colleague]]:
    """The organisation, and its people by first name."""
    made = Organisation.objects.create(name=ORGANISATION)
    people = {}
    for first_name, (name, roles) in PEOPLE.items():
        password = secrets.token_urlsafe(12)
        email = f"{first_name}@voorbeeld.example"
        secret = founding.demo_user(
            made, email=email, name=name, password=password, roles=[str(role) for role in roles]
        )
        people[first_name] = Colleague(User.objects.get(email=email), password, secret)
    return made, people
