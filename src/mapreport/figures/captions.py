"""What stands in and under every figure: names of clusters, and the small print."""

from __future__ import annotations

from conceptmapping.document import ClusterPart, MapDocument
from conceptmapping.errors import Language
from mapreport.wording import Words, words


class NothingToDraw(ValueError):
    """The document has nothing for this figure: no ratings, or no second scale."""


def say(language: Language) -> Words:
    return words("figures", language)


def name_of(cluster: ClusterPart, w: Words) -> str:
    """The name people gave; else the best opschrift of a sorter, in quotes; else nothing."""
    if cluster["name"]:
        return cluster["name"]
    if cluster["labels"]:
        return w.quoted(cluster["labels"][0]["label"])
    return ""


def called(cluster: ClusterPart, w: Words) -> str:
    """Number and name, for running text: "3 fijn werk", or "cluster 3" without a name."""
    name = name_of(cluster, w)
    if not name:
        return w("cluster", number=cluster["cluster"])
    return f"{cluster['cluster']} {name}"


def mark(document: MapDocument, w: Words) -> str:
    return w("invented") if document["study"]["invented"] else ""


def colophon(document: MapDocument, w: Words) -> str:
    """How these numbers came about: the convention, on every figure."""
    counts, stress = document["counts"], document["stress"]
    parts = [
        w("statements", n=counts["statements"]),
        w("sorters", n=counts["sorters"]),
    ]
    if counts["raters"]:
        parts.append(w("raters", n=counts["raters"]))
    transform = w.get("transform", stress["transform"], stress["transform"])
    chance = stress["chance"]
    parts += [
        w("stress_and_chance", value=stress["value"], transform=transform, chance=chance["mean"])
        if chance
        else w("stress", value=stress["value"], transform=transform),
        w("starts", n=stress["starts"]),
    ]
    if document["stability"]["bootstrap"]:
        parts.append(w("bootstrap", n=document["stability"]["bootstrap"]))
    if "seed" in document["settings"]:
        parts.append(w("seed", seed=str(document["settings"]["seed"])))
    parts.append(f"Werkwijs {document['engine']}")
    return " · ".join(parts) + "."


def suggestion_note(document: MapDocument, w: Words) -> list[str]:
    """Says that names in quotes are suggestions, where there are any."""
    if any(c["labels"] and not c["name"] for c in document["clusters"]):
        return [w("suggestions")]
    return []


def scale_words(document: MapDocument, scale: str, w: Words) -> str:
    """What the steps of a scale mean: "1 = niet, 2 = een beetje, 3 = veel"."""
    facts = document["scales"].get(scale, {})
    low, high = facts.get("minimum"), facts.get("maximum")
    if low is None or high is None:
        return ""
    labels = [str(label) for label in facts.get("labels") or []]
    if labels and len(labels) == high - low + 1:
        return ", ".join(f"{w.number(int(low + i))} = {x}" for i, x in enumerate(labels))
    ends = {"low": step(low, w), "high": step(high, w)}
    if len(labels) == 2:
        return w("scale_ends", first=labels[0], last=labels[1], **ends)
    return w("scale", **ends)


def step(value: float, w: Words) -> str:
    """A step of a scale, without decimals where it has none."""
    return w.number(int(value)) if float(value).is_integer() else w.number(float(value), 1)


def listed_ids(ids: list[str], w: Words, most: int = 15) -> str:
    """Statement numbers in a sentence; from ``most`` on, the rest as a count."""
    if len(ids) <= most:
        return w.listed(ids)
    return w("and_more", some=", ".join(ids[:most]), n=len(ids) - most)


def sentence(text: str) -> str:
    """With a capital, to stand by itself."""
    return text[:1].upper() + text[1:]
