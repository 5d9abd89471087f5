"""A certificate of attendance on paper: one side of A4, read aloud from top to bottom as well (PDF/UA-1)."""

from __future__ import annotations

from html import escape

from django.utils import translation
from django.utils.formats import date_format

from werkwijs.lib import pdf, qr
from werkwijs.lib.words import say
from werkwijs.training import certifying, frozen
from werkwijs.training.models import Certificate

STYLES = f"""
@page {{ size: A4; margin: 22mm 22mm 18mm }}
body {{ font: 12.5pt/1.45 "{pdf.FAMILY}", sans-serif; color: #1d2429; margin: 0 }}
p, h1, h2, dl, dd {{ margin: 0 }}
.brand {{ color: #0b5355; font-weight: 700; border-bottom: 1.2mm solid #0b5355; padding-bottom: 4mm }}
h1 {{ font-size: 30pt; line-height: 1.15; margin: 14mm 0 2mm; color: #0b5355 }}
.soft {{ color: #4b565d }}
.name {{ font-size: 24pt; font-weight: 700; line-height: 1.2; margin: 6mm 0 1mm; overflow-wrap: anywhere }}
h2 {{ font-size: 17pt; line-height: 1.25; margin: 8mm 0 1mm; overflow-wrap: anywhere }}
.notice {{ border: .5mm solid #8a5a00; padding: 3mm 4mm; margin-top: 6mm }}
ul {{ list-style: none; padding: 0; margin: 8mm 0 0 }}
li {{ padding: 2mm 0; border-top: .25mm solid #c5ccd0; overflow-wrap: anywhere }}
li:last-child {{ border-bottom: .25mm solid #c5ccd0 }} .what {{ color: #4b565d }}
.check {{ margin-top: 9mm; display: flex; gap: 7mm; align-items: center }}
.check img {{ width: 30mm; height: 30mm }}
.check p {{ font-size: 11pt; overflow-wrap: anywhere }} a {{ color: #0b5355 }}
"""


def paper(certificate: Certificate) -> bytes:
    """The PDF, the same to the byte every time.

    Raises
    ------
    werkwijs.lib.pdf.NoPrinter
        libpango is missing.
    """
    course = frozen.of_group(certificate.learner.group)
    with translation.override(course.language):
        page = _page(certificate)
    return pdf.render(page, images={"qr": qr.png(certifying.address(certificate))})


def _page(certificate: Certificate) -> str:
    group = certificate.learner.group
    course, document = frozen.of_group(group), frozen.document(group.version)
    address = certifying.address(certificate)
    title = say("training.proof_title")
    name, register = certifying.name_of(certificate), certifying.register_of(certificate)
    rows = [
        ("date", date_format(certificate.on, "j F Y")),
        ("time", duration(certificate.minutes)),
        ("test", test_told(certificate)),
        ("by", course.organisation),
        ("version", str(course.version)),
        ("activity", f"{document['code']}-{group.route}"),
    ]
    facts = "".join(
        f'<li><span class="what">{escape(say("training.proof_fact", key))}: </span>{escape(told)}</li>'
        for key, told in rows
        if told
    )
    told = say("training.proof_register_n", n=register)
    registered = f"<p>{escape(told)}</p>" if register else ""
    notice = f'<p class="notice">{escape(course.notice)}</p>' if course.notice else ""
    day = certificate.on.isoformat()
    return (
        f'<!DOCTYPE html><html lang="{course.language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}: {escape(course.title)}</title>"
        f'<meta name="author" content="{escape(course.organisation)}">'
        f'<meta name="dcterms.created" content="{day}T00:00:00Z">'
        f'<meta name="dcterms.modified" content="{day}T00:00:00Z">'
        f"<style>{STYLES}</style></head><body>"
        f'<p class="brand">{escape(course.organisation)}</p><h1>{escape(title)}</h1>'
        f'<p class="name">{escape(name)}</p>'
        f"{registered}"
        f'<p class="soft">{escape(say("training.proof_followed"))}</p>'
        f"<h2>{escape(course.title)}</h2><p>{escape(course.reader)}</p>"
        f"{notice}"
        f"<ul>{facts}</ul>"
        f'<div class="check"><img src="image:qr" alt="{escape(say("training.proof_qr"))}">'
        f"<div><p>{escape(say('training.proof_check'))}</p>"
        f'<p><a href="{escape(address)}">{escape(address)}</a></p>'
        f'<p class="soft">{escape(say("training.proof_no_accreditation"))}</p></div></div></body></html>'
    )


def duration(minutes: int) -> str:
    """Net time in hours and minutes, as said."""
    hours, rest = divmod(minutes, 60)
    parts = [say("training.proof_hours", n=hours)] if hours else []
    parts += [say("training.proof_minutes", n=rest)] if rest or not hours else []
    return say("training.proof_and").join(parts)


def test_told(certificate: Certificate) -> str:
    """What is said of the closing test; "" where there is none."""
    course = frozen.of_group(certificate.learner.group)
    if certificate.score is None:
        return ""
    return say("training.proof_passed", score=certificate.score, mark=course.pass_mark)
