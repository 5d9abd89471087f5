"""What there is, in OpenAPI 3.1, so that a program or a person finds its way."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def _answer(said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": said, "content": {"application/json": {"schema": schema}}}}


def _one(name: str, said: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": said,
        "schema": {"type": "string"},
    }


_GONE = {"404": {"description": "Not there, or not public (any more)."}}
_EDITION = {
    "type": "object",
    "required": ["code", "title", "number", "language", "organisation", "licence", "url"],
    "properties": {
        "code": {"type": "string"},
        "title": {"type": "string"},
        "number": {"type": "integer"},
        "language": {"type": "string"},
        "organisation": {"type": "string"},
        "licence": {"type": "string"},
        "invented": {"type": "boolean", "description": "Example material."},
        "made_on": {"type": "string", "format": "date"},
        "url": {"type": "string", "format": "uri"},
        "page": {"type": "string", "format": "uri"},
    },
}


def described(address: str) -> dict[str, Any]:
    """The whole description; ``address`` is that of the website."""
    shape = files("werkwijs.cards.formats").joinpath("edition.schema.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(shape)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Werkwijs",
            "version": "1",
            "description": "Published maps and editions of cards. Read only; nothing about any person.",
        },
        "servers": [{"url": f"{address}/api/v1"}],
        "paths": {
            "/editions/": {
                "get": {
                    "summary": "Every edition that is public, the last one first.",
                    "responses": _answer(
                        "Editions.",
                        {
                            "type": "object",
                            "properties": {"editions": {"type": "array", "items": _EDITION}},
                        },
                    ),
                }
            },
            "/editions/{code}/": {
                "get": {
                    "summary": "One edition: its document, as in edition.json of its zip.",
                    "parameters": [_one("code", "As in the address of its public page.")],
                    "responses": {**_answer("The document.", document), **_GONE},
                }
            },
            "/maps/{link}/": {
                "get": {
                    "summary": "A published map, where its files are shared: its document, as map.json.",
                    "parameters": [
                        _one("link", "The secret last part of the address of the result.")
                    ],
                    "responses": {**_answer("The document.", {"type": "object"}), **_GONE},
                }
            },
        },
    }
