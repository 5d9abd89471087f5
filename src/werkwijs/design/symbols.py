"""Drawn symbols, in one hand: simple strokes that inherit the colour of the text beside them."""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

STROKES: dict[str, str] = {
    "speaker": '<path d="M4 9v6h4l5 4V5L8 9z"/><path d="M16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>',
    "stop": '<rect x="6" y="6" width="12" height="12" rx="2"/>',
    "check": '<path d="M5 13l4 4L19 7"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "undo": '<path d="M9 7L4 12l5 5"/><path d="M4 12h10a5 5 0 0 1 0 9"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21a8 8 0 0 1 16 0"/>',
    "people": '<circle cx="9" cy="9" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0"/><path d="M16 6a3.5 3.5 0 0 1 0 6.5M18 14a6 6 0 0 1 3.5 6"/>',
    "idea": '<path d="M9 18h6M10 21h4"/><path d="M12 3a6 6 0 0 0-4 10.5c.7.7 1 1.500 1 2.500h6c0-1 .3-1.800 1-2.500A6 6 0 0 0 12 3z"/>',
    "piles": '<rect x="3" y="12" width="8" height="8" rx="1"/><rect x="13" y="12" width="8" height="8" rx="1"/><path d="M5 9h4M15 9h4M6 6h2M16 6h2"/>',
    "scale": '<path d="M4 18V14M9.300 18v-6M14.700 18V9M20 18V5"/>',
    "map": '<circle cx="6" cy="7" r="2"/><circle cx="16" cy="5" r="2"/><circle cx="18" cy="15" r="2"/><circle cx="8" cy="17" r="2"/><path d="M8 8l8 6M7 15l1-6" opacity=".5"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M12 17v.01"/>',
    "worry": '<path d="M12 3l9.500 17h-19z"/><path d="M12 10v4M12 17v.01"/>',
    "phone": '<path d="M6 3h3l2 5-2.500 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "paper": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "print": '<path d="M7 8V3h10v5"/><rect x="4" y="8" width="16" height="8" rx="2"/><path d="M7 14h10v7H7z"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "play": '<path d="M7 4l13 8-13 8z"/>',
    "cloud-off": '<path d="M7 18h10a4 4 0 0 0 1-7.900A6 6 0 0 0 8 7M5 9.500A4.500 4.500 0 0 0 7 18M3 3l18 18"/>',
    "blocks-1": '<rect x="3" y="14" width="5" height="6" fill="currentColor"/><rect x="10" y="10" width="5" height="10"/><rect x="17" y="5" width="5" height="15"/>',
    "blocks-2": '<rect x="3" y="14" width="5" height="6" fill="currentColor"/><rect x="10" y="10" width="5" height="10" fill="currentColor"/><rect x="17" y="5" width="5" height="15"/>',
    "blocks-3": '<rect x="3" y="14" width="5" height="6" fill="currentColor"/><rect x="10" y="10" width="5" height="10" fill="currentColor"/><rect x="17" y="5" width="5" height="15" fill="currentColor"/>',
    "up": '<path d="M6 14l6-6 6 6"/>',
    "down": '<path d="M6 10l6 6 6-6"/>',
    "picture": '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.500" cy="10" r="1.500"/><path d="M4 18l6-5 3 2.500 4-4 4 4"/>',
    "circle-empty": '<circle cx="12" cy="12" r="9"/>',
    "circle-half": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>',
    "circle-full": '<circle cx="12" cy="12" r="9" fill="currentColor"/>',
    "bars-1": '<rect x="2.0" y="16" width="3" height="4" fill="currentColor"/><rect x="6.1" y="13" width="3" height="7"/><rect x="10.2" y="10" width="3" height="10"/><rect x="14.3" y="7" width="3" height="13"/><rect x="18.4" y="4" width="3" height="16"/>',
    "bars-2": '<rect x="2.0" y="16" width="3" height="4" fill="currentColor"/><rect x="6.1" y="13" width="3" height="7" fill="currentColor"/><rect x="10.2" y="10" width="3" height="10"/><rect x="14.3" y="7" width="3" height="13"/><rect x="18.4" y="4" width="3" height="16"/>',
    "bars-3": '<rect x="2.0" y="16" width="3" height="4" fill="currentColor"/><rect x="6.1" y="13" width="3" height="7" fill="currentColor"/><rect x="10.2" y="10" width="3" height="10" fill="currentColor"/><rect x="14.3" y="7" width="3" height="13"/><rect x="18.4" y="4" width="3" height="16"/>',
    "bars-4": '<rect x="2.0" y="16" width="3" height="4" fill="currentColor"/><rect x="6.1" y="13" width="3" height="7" fill="currentColor"/><rect x="10.2" y="10" width="3" height="10" fill="currentColor"/><rect x="14.3" y="7" width="3" height="13" fill="currentColor"/><rect x="18.4" y="4" width="3" height="16"/>',
    "bars-5": '<rect x="2.0" y="16" width="3" height="4" fill="currentColor"/><rect x="6.1" y="13" width="3" height="7" fill="currentColor"/><rect x="10.2" y="10" width="3" height="10" fill="currentColor"/><rect x="14.3" y="7" width="3" height="13" fill="currentColor"/><rect x="18.4" y="4" width="3" height="16" fill="currentColor"/>',
    "circle-quarter": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 9 9h-9z" fill="currentColor"/>',
    "circle-most": '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 1 1-9 9h9z" fill="currentColor"/>',
    "face-very-sad": '<circle cx="12" cy="12" r="9"/><path d="M8 17.500a4.300 4.300 0 0 1 8 0zM9 10v.01M15 10v.01"/>',
    "face-very-glad": '<circle cx="12" cy="12" r="9"/><path d="M7.500 13.500a4.600 4.600 0 0 0 9 0zM9 10v.01M15 10v.01"/>',
    "face-sad": '<circle cx="12" cy="12" r="9"/><path d="M8.500 16.500a5 5 0 0 1 7 0M9 10v.01M15 10v.01"/>',
    "face-flat": '<circle cx="12" cy="12" r="9"/><path d="M8.500 15.500h7M9 10v.01M15 10v.01"/>',
    "face-glad": '<circle cx="12" cy="12" r="9"/><path d="M8.500 14.500a5 5 0 0 0 7 0M9 10v.01M15 10v.01"/>',
    # what somebody chooses one of, to come in with their card
    "sun": '<circle cx="12" cy="12" r="4.500"/><path d="M12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.800 1.800M17.200 17.200L19 19M19 5l-1.800 1.800M6.800 17.200L5 19"/>',
    "tree": '<path d="M12 21v-7"/><circle cx="12" cy="8.500" r="5.500"/><path d="M8 21h8"/>',
    "cat": '<path d="M5 4l3.500 3.500h7L19 4v9a7 7 0 0 1-14 0z"/><path d="M9.500 12v.01M14.500 12v.01M11 15.500h2M2 14l4 .5M22 14l-4 .5"/>',
    "dog": '<path d="M7 6c-3 0-4 3-3.500 7L7 12M17 6c3 0 4 3 3.500 7L17 12"/><path d="M7 6h10v9a5 5 0 0 1-10 0z"/><path d="M10 11v.01M14 11v.01M11 15h2v1.500h-2z"/>',
    "bike": '<circle cx="5.500" cy="16" r="3.500"/><circle cx="18.500" cy="16" r="3.500"/><path d="M5.500 16l4-8h5l4 8M9.500 8l3.500 8H5.500M13 16l3.500-6M14 5h2.500"/>',
    "bus": '<rect x="3" y="5" width="18" height="12" rx="2"/><path d="M3 11h18M9 5v6M15 5v6"/><circle cx="7.500" cy="18" r="1.800"/><circle cx="16.500" cy="18" r="1.800"/>',
    "house": '<path d="M3 12l9-8 9 8M5.500 10v10h13V10"/><path d="M10 20v-6h4v6"/>',
    "apple": '<path d="M12 8c-2-2-8-1.500-8 5 0 5 3.500 8.500 5.500 8.500 1 0 1.500-.5 2.500-.5s1.500.5 2.500.5C16.500 21.500 20 18 20 13c0-6.500-6-7-8-5z"/><path d="M12 8c0-3 1.500-4.500 4-5"/>',
    "ball": '<circle cx="12" cy="12" r="9"/><path d="M3.500 9c5 3 12 3 17 0M3.500 15c5-3 12-3 17 0M12 3v18"/>',
    "flower": '<circle cx="12" cy="8" r="2"/><path d="M12 6a2.500 2.500 0 1 1 2-2.500M14 8a2.500 2.500 0 1 1 2.500 2M12 10a2.500 2.500 0 1 1-2 2.500M10 8a2.500 2.500 0 1 1-2.500-2"/><path d="M12 12v9M12 18c3 0 4-1.500 4.500-3M12 20c-3 0-4-1.500-4.500-3"/>',
    "cup": '<path d="M4 7h12v8a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5z"/><path d="M16 9h2a3 3 0 0 1 0 6h-2M7 2v2M10 2v2M13 2v2"/>',
    "key": '<circle cx="8" cy="12" r="4.500"/><path d="M12.500 12H22v3.500M18 12v3"/>',
}
"""Name -> the strokes, on a field of 24 by 24."""

BLANK = "circle-empty"


@cache
def svg(name: str, size: int = 24) -> SafeString:
    """The symbol as SVG, ``size`` pixels wide; a circle where there is no such symbol."""
    strokes = STROKES.get(name, STROKES[BLANK])
    return format_html(
        '<svg class="symbol" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{1}</svg>',
        size,
        mark_safe(strokes),  # noqa: S308 - drawn above
    )
