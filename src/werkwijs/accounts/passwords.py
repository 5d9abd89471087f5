"""Whether a password will do, said in our words."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from werkwijs.accounts.models import User
from werkwijs.lib.words import say

SAID = {
    "password_too_short": "short",
    "password_too_common": "common",
    "password_entirely_numeric": "digits",
    "password_too_similar": "similar",
}


def check(password: str, user: User) -> None:
    """Let it pass, or say what is wrong with it.

    Raises
    ------
    ValidationError
        It is too short, often used, all digits, or much like the person's name or address.
    """
    try:
        password_validation.validate_password(password, user)
    except ValidationError as wrong:
        raise ValidationError(
            [
                say("accounts.weak", SAID[error.code]) if error.code in SAID else error.messages[0]
                for error in wrong.error_list
            ]
        ) from None
