"""A map document with nothing in it about any one person, as it is published."""

from __future__ import annotations

from typing import Any

from conceptmapping.document import MapDocument

NOBODY: dict[str, Any] = {
    "flags": [],
    "quality": [],
    "logics": {"merges": [], "participants": [], "groups": []},
}
"""Parts with a line for each sorter."""


def public(document: MapDocument) -> MapDocument:
    """The same map; who sorted how, who was left out and what somebody called a pile are not in it.

    Of those left out the number stays; why only where they are as many as a group that may be shown, for a
    reason is about somebody. Names people decided on stay: they are of the group.
    """
    told: dict[str, Any] = {**document, **NOBODY}
    told["settings"] = {**told["settings"], "exclude": {}}
    many = len(told["excluded"]) >= told["study"]["minimum_shown"]
    told["excluded"] = [
        {"participant": "", "reason": e["reason"] if many else ""} for e in told["excluded"]
    ]
    told["clusters"] = [{**cluster, "labels": []} for cluster in told["clusters"]]
    told["warnings"] = [counted(warning) for warning in told["warnings"]]
    shown: MapDocument = told  # type: ignore[assignment]
    return shown


def counted(warning: dict[str, Any]) -> dict[str, Any]:
    """Who placed nothing is counted and not named."""
    if "participants" not in warning:
        return warning
    return {"code": f"{warning['code']}-by-some", "n": len(warning["participants"])}
