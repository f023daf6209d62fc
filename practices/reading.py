"""From an address to the record that answers it, and to what the page of a practice says."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

import segno
from django.conf import settings
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from practices import ports, wording
from practices.choices import ChangeKind, MeasureNature, RecordState
from practices.gaps import gauge
from practices.listing import address_of
from practices.models.published import PracticeRecord, RecordAddress, RecordChange


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address leads to: a live record, another address, a tombstone, or nothing.

    `archived` is a record whose text is still shown, and that takes part in nothing.
    """

    record: PracticeRecord | None = None
    moved_to: str = ""
    withdrawn: PracticeRecord | None = None
    archived: PracticeRecord | None = None
    # Every language's address of the practice, and the languages that have no text of their own.
    alternates: dict[str, str] = field(default_factory=dict)
    untranslated: list[str] = field(default_factory=list)

    @property
    def readable(self) -> PracticeRecord | None:
        """The record whose text the page shows."""
        return self.record or self.archived


def answer_to_slug(slug: str, language: str) -> Answer:
    """Return what `/praktiki/<slug>/` answers in `language` (1 query; 2 for a moved practice)."""
    pids = RecordAddress.objects.filter(slug=slug).values("pid")
    rows = list(PracticeRecord.objects.filter(pid__in=pids))
    if not rows:
        return Answer()
    # Two languages may use one slug for two practices: the reader's own language goes first.
    rows.sort(
        key=lambda row: (
            row.slug != slug,
            row.language != language,
            row.state != RecordState.LIVE,
        )
    )
    pid = rows[0].pid
    answer = _answer([row for row in rows if row.pid == pid], language)
    if answer.readable and answer.readable.slug != slug:
        return Answer(moved_to=address_of(answer.readable.document, language))
    return answer


def answer_to_number(pid: str, language: str) -> Answer:
    """Return what `/nomer/<pid>/` answers; a readable practice answers with its present address."""
    answer = _answer(list(PracticeRecord.objects.filter(pid=pid)), language)
    if answer.readable:
        return Answer(moved_to=address_of(answer.readable.document, language))
    return answer


def _answer(
    rows: list[PracticeRecord], language: str, been: frozenset[str] = frozenset()
) -> Answer:
    """Follow moves to where the practice is now; a circle of them leads nowhere and is gone."""
    for state, name in ((RecordState.LIVE, "record"), (RecordState.ARCHIVED, "archived")):
        found = {row.language: row for row in rows if row.state == state}
        if found:
            record = found.get(language) or next(iter(found.values()))
            languages = [code for code, _name in settings.LANGUAGES]
            return Answer(
                **{name: record},
                alternates={
                    code: address_of(found.get(code, record).document, code) for code in languages
                },
                untranslated=[code for code in languages if code not in found],
            )
    moved = next((row for row in rows if row.state == RecordState.MOVED and row.moved_to), None)
    if moved:
        been |= {moved.pid}
        onward = list(PracticeRecord.objects.filter(pid=moved.moved_to).exclude(pid__in=been))
        target = _answer(onward, language, been)
        if target.readable:
            return Answer(moved_to=address_of(target.readable.document, language))
        return target if target.moved_to or target.withdrawn else Answer(withdrawn=moved)
    withdrawn = sorted(rows, key=lambda row: row.language != language)
    return Answer(withdrawn=withdrawn[0]) if withdrawn else Answer()


def latin_number(pid: str) -> str:
    """Return the number as addresses carry it: DP-2026-0147."""
    return pid.replace("ДП", "DP")


def permanent_address(pid: str) -> str:
    """Return the absolute address that leads to the practice for as long as the site stands."""
    return f"{settings.SITE_URL}/nomer/{quote(latin_number(pid))}/"


def practice_context(document: dict, nominations: int = 0, preview: bool = False) -> dict:
    """Return what practice_detail.html and print.html show of a document, stored or a draft."""
    outcomes = [m for m in document["measures"] if m["nature"] == MeasureNature.OUTCOME]
    outputs = [m for m in document["measures"] if m["nature"] != MeasureNature.OUTCOME]
    completeness = gauge(document)
    return {
        "practice": document,
        "preview": preview,
        "outcomes": outcomes,
        "outputs": outputs,
        "has_periods": any(m["period"] for m in outcomes),
        "has_sources": any(m["source"] for m in outcomes),
        "gauge": completeness,
        "missing": [gap.words for gap in completeness.gaps],
        "contents": _contents(document),
        "nominations": nominations,
        "permanent_address": permanent_address(document["pid"]),
        "latin_number": latin_number(document["pid"]),
        "citation": citation(document),
        "foreign_text": document["language"] != ("en" if wording.is_english() else "bg"),
        "nominate_address": "" if preview else reverse("nominate", args=[document["slug"]]),
    }


@dataclass(frozen=True, slots=True)
class Archived:
    """When and why a practice went into the archive."""

    on: date
    reason: str


def archived(record: PracticeRecord) -> Archived | None:
    """Return when and why a record was archived; None for a live one (0 or 1 query)."""
    if record.state != RecordState.ARCHIVED:
        return None
    changes = RecordChange.objects.filter(pid=record.pid, language=record.language)
    before = changes.exclude(what=ChangeKind.ARCHIVED).values_list("id").order_by("-id")[:1]
    first = changes.filter(id__gt=Coalesce(Subquery(before), 0)).order_by("id").first()
    moment = first.at if first else timezone.now()
    return Archived(timezone.localdate(moment), _(record.reason) if record.reason else "")


def with_what_others_say(record: PracticeRecord) -> dict:
    """Return the document with what it does not hold: its life, its worth, the archive (2 queries).

    `standing` and `assessment` are null where nobody has said anything, `archived` while it is
    public.
    """
    document, away = record.document, archived(record)
    life, worth = ports.standing(document["pid"]), ports.assessment(document["pid"])
    return document | {
        "standing": life
        and {
            "state": life.state,
            "day": life.day and life.day.isoformat(),
            "confirmed_on": life.confirmed_on and life.confirmed_on.isoformat(),
        },
        "assessment": worth
        and {
            "evidence_level": worth.level,
            "badge": worth.badge,
            "announced_on": worth.announced_on.isoformat(),
            "text_of": worth.text_of.isoformat(),
        },
        "archived": away and {"on": away.on.isoformat(), "reason": away.reason},
    }


def citation(document: dict) -> str:
    """Return one line to paste under a quotation: who, title, where, number, date, address."""
    lead = document["lead_organisation"]
    author = document["innovator_name"] or (lead["name"] if lead else "")
    parts = [
        author,
        f"„{document['title']}“",
        f"{settings.WAGTAIL_SITE_NAME}, № {document['pid']}",
        wording.date_text(document["first_published_on"]),
    ]
    return f"{'. '.join(part.rstrip('.') for part in parts if part)}. {permanent_address(document['pid'])}"


def qr_code(address: str) -> SafeString:
    """Return a QR code of an address as inline SVG, without inline styles."""
    svg = segno.make(address, error="m").svg_inline(border=0, omitsize=True, svgclass=None)
    return mark_safe(svg)


def _contents(document: dict) -> list[tuple[str, str]]:
    """Return (anchor, heading) of the sections that the page of this document has."""
    d = document
    failed = d["what_failed"] or d["what_failed_restricted"]
    sections = [
        ("predistoria", _("Background"), True),
        ("praktika", _("Practice"), True),
        ("rezultati", _("Results"), True),
        ("ne-prorabotilo", _("What did not work"), failed),
        ("uslovia", _("Conditions and limits"), d["limits"]),
        ("prenasyane", _("Reusing it"), d["adapt_notes"]),
        ("dokumenti", _("Documents"), d["documents"]),
        ("snimki", _("Pictures"), d["gallery"]),
        ("sabitia", _("Events"), d["events"]),
        ("uchastnitsi", _("Who and with what money"), True),
        ("kontakt", _("Contact"), True),
        ("ne-e-provereno", _("What nobody has checked"), True),
    ]
    return [(anchor, name) for anchor, name, shown in sections if shown]
