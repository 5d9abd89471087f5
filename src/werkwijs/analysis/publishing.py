"""A map is published: computed once more with all that was decided, and kept as it is then.

Nothing in it is about one person: no names people gave piles, no line of a single sort, nobody's pseudonym.
So nothing in it has to go when somebody withdraws later; who runs the study is told that a new version can be
made.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings as website
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

import conceptmapping as cm
import mapreport
from conceptmapping.errors import Fault, UnsoundStudy
from werkwijs.accounts.models import User
from werkwijs.analysis import computing, cutting, deciding, subtracting
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.models import ConceptMap, Publication, PublishedFile
from werkwijs.analysis.watching import Watch
from werkwijs.lib import codes, jobs
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.lib.words import LANGUAGES
from werkwijs.participation import release
from werkwijs.studies import log
from werkwijs.studies.models import Study

JOB = "analysis.publish"
PURPOSE = "result"
DECISIONS = "decisions.json"
"""What was decided, as `werkwijs map --decisions` reads it."""


class Changed(Exception):
    """The answers are not those the map was drawn from."""


def missing(concept_map: ConceptMap, decided: Decided) -> list[str]:
    """Keys of what has to be done before it can be published."""
    document = getattr(concept_map, "document", None)
    if concept_map.state != ConceptMap.State.DRAWN or document is None:
        return ["analysis.publish_needs_map"]
    if decided.clusters is None:
        return ["analysis.publish_needs_number"]
    trees = cutting.sets(document.told, decided.clusters)
    if any(tree not in decided.names for tree in trees):
        return ["analysis.publish_needs_names"]
    return []


@transaction.atomic
def publish(
    concept_map: ConceptMap,
    *,
    language: str,
    remark: str = "",
    by: User,
    request: HttpRequest | None = None,
) -> Publication:
    """Have it published. While one is being made of this map, that one is it.

    Raises
    ------
    Impossible
        The group has not chosen how many clusters, or not named all of them.
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=concept_map.study_id)
    decided = deciding.now(concept_map)
    if needed := missing(concept_map, decided):
        raise Impossible(needed[0])
    busy = (Publication.State.ASKED, Publication.State.MAKING)
    going_on: Publication | None = concept_map.publications.filter(state__in=busy).first()
    if going_on is not None:
        return going_on
    before = Publication.objects.filter(concept_map__study=study).aggregate(n=Max("number"))["n"]
    made: Publication = Publication.objects.create(
        concept_map=concept_map,
        number=(before or 0) + 1,
        language=language if language in LANGUAGES else study.language,
        remark=one_line(remark, 300),
        decided=as_settings(concept_map.document.told, decided),
        history=_history(concept_map),
        asked_by=by,
    )
    jobs.ask(JOB, made.key)
    log.note("analysis.published", made.concept_map.study, about=made, by=by, request=request)
    return made


def as_settings(told: dict[str, Any], decided: Decided) -> dict[str, Any]:
    """What was decided, as the engine takes it."""
    clusters = decided.clusters or told["choice"]["clusters"]
    _, moves = cutting.cut(told, clusters, decided.moves)
    trees = cutting.sets(told, clusters)
    after = cutting.sets(told, clusters, decided.moves)
    names = [
        {"statements": _in_order(told, own), "name": given.name, "easy": given.easy}
        for tree, own in zip(trees, after, strict=True)
        if (given := decided.names.get(tree)) is not None
    ]
    return {
        "clusters": clusters,
        "reason": decided.reason or None,
        "moves": [move.told() for move in moves],
        "names": names,
    }


def waiting() -> Iterable[uuid.UUID]:
    """Publications that were asked and not begun."""
    asked = Publication.objects.filter(state=Publication.State.ASKED)
    return asked.values_list("key", flat=True)  # type: ignore[no-any-return]


def make(key: uuid.UUID) -> None:
    """Compute it, write everything that goes with it, and keep it."""
    asked = Publication.objects.select_related("concept_map__study").filter(key=key)
    publication = asked.first()
    if publication is None or not publication.goes_on:
        return
    own = Publication.objects.filter(pk=publication.pk)
    own.update(state=Publication.State.MAKING)
    study = publication.concept_map.study
    gone = release.n_withdrawn(study)
    try:
        found = _computed(publication, Watch(own))
        document = cm.public(found.document)
        files = dict(
            mapreport.files(
                found, language=publication.language, document=document, progress=Watch(own)
            )
        )
        files[DECISIONS] = _json({**publication.decided, "history": publication.history})
        _keep(publication, document, files, gone=gone)
    except Changed:
        _failed(publication, computing.in_each_language("publish_changed"))
    except (Fault, UnsoundStudy) as wrong:
        _failed(publication, computing.said(wrong))
    except (
        Exception
    ):  # ours; said, so that it can be asked again, and told to who keeps the website
        _failed(publication, computing.in_each_language("our_mistake"))
        raise


@transaction.atomic
def share(
    publication: Publication, *, files: bool, by: User, request: HttpRequest | None = None
) -> None:
    """Everybody with the address may see the result; with ``files`` also fetch what goes with it.

    Raises
    ------
    Impossible
        It is not ready; or its files, beside those of another version, tell what only a few people did.
    """
    study = publication.concept_map.study
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)  # one version after the other
    own = Publication.objects.select_related("concept_map__study").get(pk=publication.pk)
    if own.state != Publication.State.READY:
        raise Impossible("analysis.share_not_ready")
    if own.withdrawn_at is not None:
        raise Impossible("analysis.share_withdrawn")
    if files and subtracting.shared_before(own) is not None:
        raise Impossible("analysis.share_files_of_few")
    now = timezone.now()
    if own.shared_at is None:
        own.shared_at = now
        own.salt = own.salt or codes.new_salt()
        own.stored_link = codes.looked_up(PURPOSE, codes.link(PURPOSE, own.salt))
    own.files_shared = files
    if files:
        own.files_first_shared_at = own.files_first_shared_at or now
    own.save(
        update_fields=[
            "shared_at",
            "salt",
            "stored_link",
            "files_shared",
            "files_first_shared_at",
        ]
    )
    log.note("analysis.result_shared", own.concept_map.study, about=own, by=by, request=request)


@transaction.atomic
def tell_figures(publication: Publication) -> None:
    """Its exact figures go to everybody, with what rests on it: from now on other versions are judged by it.

    Raises
    ------
    Impossible
        It was withdrawn; or beside what was told before its figures tell what only a few people did.
    """
    study = publication.concept_map.study_id
    Study.objects.select_for_update(of=("self",)).get(pk=study)  # one version after the other
    own = Publication.objects.select_related("concept_map__study").get(pk=publication.pk)
    if own.withdrawn_at is not None:
        raise Impossible("analysis.share_withdrawn")
    if subtracting.shared_before(own) is not None:
        raise Impossible("analysis.share_files_of_few")
    if own.files_first_shared_at is None:
        own.files_first_shared_at = timezone.now()
        own.save(update_fields=["files_first_shared_at"])


@transaction.atomic
def unshare(publication: Publication, *, by: User, request: HttpRequest | None = None) -> None:
    """Nobody else sees it any more, and its address opens nothing. Twice is once."""
    study = publication.concept_map.study_id
    Study.objects.select_for_update(of=("self",)).get(pk=study)  # not in the middle of sharing
    own = Publication.objects.filter(pk=publication.pk).exclude(shared_at=None)
    if own.update(shared_at=None, salt="", stored_link="", files_shared=False):
        log.note(
            "analysis.result_unshared",
            publication.concept_map.study,
            about=publication,
            by=by,
            request=request,
        )


@transaction.atomic
def withdraw(
    publication: Publication, *, reason: str, by: User, request: HttpRequest | None = None
) -> None:
    """Nothing new may rest on it, and nobody else sees it. Cards that rest on it stay. Twice is once.

    Raises
    ------
    Impossible
        Without a reason: who holds a card that rests on it may ask.
    """
    why = one_line(reason, 300)
    if not why:
        raise Impossible("analysis.withdraw_needs_reason")
    own = Publication.objects.filter(pk=publication.pk, withdrawn_at=None)
    if own.update(withdrawn_at=timezone.now(), withdrawn_because=why):
        unshare(publication, by=by, request=request)
        _noted("analysis.version_withdrawn", publication, by=by, request=request)


@transaction.atomic
def put_back(publication: Publication, *, by: User, request: HttpRequest | None = None) -> None:
    """It was withdrawn by mistake. It is not shared again by this."""
    own = Publication.objects.filter(pk=publication.pk).exclude(withdrawn_at=None)
    if own.update(withdrawn_at=None, withdrawn_because=""):
        _noted("analysis.version_put_back", publication, by=by, request=request)


def address(publication: Publication) -> str:
    """Where the result is; "" while it is not shared."""
    if publication.shared_at is None:
        return ""
    link = codes.link(PURPOSE, publication.salt)
    return f"{website.BASE_URL}{reverse('result:result', args=[link])}"


def latest_address(study: Study) -> str:
    """Where who took part can see the result: the last version that is shared, or ""."""
    shared = Publication.objects.filter(concept_map__study=study).exclude(shared_at=None)
    found: Publication | None = shared.defer("content").first()
    return address(found) if found is not None else ""


def by_link(link: str) -> Publication | None:
    """The shared publication with this address."""
    found: Publication | None = (
        Publication.objects.filter(stored_link=codes.looked_up(PURPOSE, link))
        .exclude(stored_link="")
        .exclude(shared_at=None)
        .select_related("concept_map__study__organisation")
        .first()
    )
    return found


def _computed(publication: Publication, watch: Watch) -> cm.ConceptMap:
    concept_map = publication.concept_map
    collected = release.study(concept_map.study)
    if computing.digest(concept_map, collected) != concept_map.drawn_from:
        raise Changed
    return computing.compute(concept_map, collected, watch, **publication.decided)


@transaction.atomic
def _keep(publication: Publication, document: Any, files: dict[str, bytes], *, gone: int) -> None:
    study = publication.concept_map.study
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    if release.n_withdrawn(study) != gone:  # somebody withdrew while it was made
        raise Changed
    publication.files.all().delete()  # begun before, and cut off
    PublishedFile.objects.bulk_create(
        PublishedFile(publication=publication, name=name, size=len(content), content=content)
        for name, content in files.items()
    )
    Publication.objects.filter(pk=publication.pk).update(
        content=json.dumps(document, ensure_ascii=False, allow_nan=False),
        state=Publication.State.READY,
        n_withdrawn=gone,
        stage="",
        done=0,
        total=0,
        finished_at=timezone.now(),
    )


def _noted(event: str, publication: Publication, *, by: User, request: HttpRequest | None) -> None:
    log.note(event, publication.concept_map.study, about=publication, by=by, request=request)


def _failed(publication: Publication, problem: dict[str, str]) -> None:
    Publication.objects.filter(pk=publication.pk).update(
        state=Publication.State.FAILED, problem=problem, stage="", finished_at=timezone.now()
    )


def _history(concept_map: ConceptMap) -> list[dict[str, Any]]:
    return [
        {
            "kind": decision.kind,
            **decision.data,
            "reason": decision.reason,
            "at": decision.at.isoformat(timespec="seconds"),
            "taken_back": decision.taken_back_at is not None,
        }
        for decision in concept_map.decisions.all()
    ]


def _in_order(told: dict[str, Any], own: frozenset[str]) -> list[str]:
    return [s["id"] for s in told["statements"] if s["id"] in own]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
