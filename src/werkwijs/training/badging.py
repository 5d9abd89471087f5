"""A proof as an Open Badge 3.0: a file that others verify by its signature.

No name is in it, but a salted digest of the name as its learner typed it (`IdentityObject`): who is told the
name can see that it fits, who is not cannot read it.

Reference: 1EdTech, Open Badges Specification 3.0: a credential in JSON, signed as VC-JWT (RS256), with its
status in a 1EdTech revocation list.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings as website
from django.urls import reverse
from django.utils import translation

from werkwijs.accounts.models import Organisation
from werkwijs.lib import codes, signing
from werkwijs.lib.words import say
from werkwijs.training import certifying, frozen
from werkwijs.training.models import Certificate, TakenBack

MEDIA_TYPE = "application/vc+jwt"
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def badge(certificate: Certificate) -> str:
    """Signed, as a compact JWS; the same every time."""
    told = credential(certificate)
    begins = datetime.fromisoformat(told["validFrom"])
    claims = {
        "iss": told["issuer"]["id"],
        "jti": told["id"],
        "nbf": int(begins.timestamp()),
        "sub": told["credentialSubject"]["id"],
    }
    return signing.sign(told | claims, address=_at("key", signing.public_key()["kid"]))


def credential(certificate: Certificate) -> dict[str, Any]:
    """The badge before it is signed."""
    group = certificate.learner.group
    course = frozen.of_group(group)
    begins = datetime.combine(certificate.on, time(), UTC)
    with translation.override(course.language):
        narrative = (
            say("training.badge_criteria", mark=course.pass_mark)
            if course.test
            else say("training.badge_criteria_read")
        )
        about = course.about or course.title
    return {
        "@context": CONTEXT,
        "id": _at("badge", certificate.code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": course.title,
        "issuer": issuer(group.organisation),
        "validFrom": begins.isoformat().replace("+00:00", "Z"),
        "credentialSubject": {
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, certifying.address(certificate))}",
            "type": ["AchievementSubject"],
            "identifier": [_whose(certificate)],
            "achievement": {
                "id": course.activity,
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "name": f"{course.title} ({course.reader})",
                "description": about,
                "criteria": {"id": certifying.address(certificate), "narrative": narrative},
                "inLanguage": course.language,
                "humanCode": frozen.document(group.version)["code"],
                "version": str(course.version),
            },
        },
        "credentialStatus": {
            "id": _at("revoked", mark(group.organisation)),
            "type": "1EdTechRevocationList",
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def _whose(certificate: Certificate) -> dict[str, Any]:
    salt = codes.looked_up("badge-salt", certificate.code)[:32]
    digest = hashlib.sha256((certifying.name_of(certificate) + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "name",
        "salt": salt,
    }


def issuer(organisation: Organisation) -> dict[str, Any]:
    """Who gives the badge, as its address tells it too."""
    return {
        "id": _at("issuer", mark(organisation)),
        "type": ["Profile"],
        "name": organisation.name,
        "url": website.BASE_URL,
    }


def revoked(organisation: Organisation) -> dict[str, Any]:
    """All badges of an organisation that were taken back."""
    gone = TakenBack.objects.filter(organisation=organisation)
    return {
        "id": _at("revoked", mark(organisation)),
        "issuer": _at("issuer", mark(organisation)),
        "revokedCredential": [
            {
                "id": _at("badge", row.code),
                "revoked": True,
                "revocationReason": "withdrawn by the holder",
            }
            for row in gone
        ],
    }


def mark(organisation: Organisation) -> str:
    """How addresses name an organisation: nobody can count them."""
    return codes.looked_up("issuer", str(organisation.pk))[:24]


def of_mark(given: str) -> Organisation | None:
    """The organisation with this mark."""
    return next((one for one in Organisation.objects.all() if mark(one) == given), None)


def _at(name: str, *about: str) -> str:
    return f"{website.BASE_URL}{reverse(f'proof:{name}', args=about)}"
