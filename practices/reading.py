"""From an address to the record that answers it, and to what the page of a practice says."""

from dataclasses import dataclass, field
from urllib.parse import quote

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from practices import ports, wording
from practices.choices import MeasureNature, RecordState
from practices.gaps import gauge
from practices.listing import address_of
from practices.models.published import PracticeRecord, RecordAddress


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address leads to: a live record, another address, a tombstone, or nothing."""

    record: PracticeRecord | None = None
    moved_to: str = ""
    withdrawn: PracticeRecord | None = None
    # Every language's address of the practice, and the languages that have no text of their own.
    alternates: dict[str, str] = field(default_factory=dict)
    untranslated: list[str] = field(default_factory=list)


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
    if answer.record and answer.record.slug != slug:
        return Answer(moved_to=address_of(answer.record.document, language))
    return answer


def answer_to_number(pid: str, language: str) -> Answer:
    """Return what `/nomer/<pid>/` answers; a live practice answers with its present address."""
    answer = _answer(list(PracticeRecord.objects.filter(pid=pid)), language)
    if answer.record:
        return Answer(moved_to=address_of(answer.record.document, language))
    return answer


def _answer(
    rows: list[PracticeRecord], language: str, been: frozenset[str] = frozenset()
) -> Answer:
    """Follow moves to where the practice is now; a circle of them leads nowhere and is gone."""
    live = {row.language: row for row in rows if row.state == RecordState.LIVE}
    if live:
        record = live.get(language) or next(iter(live.values()))
        languages = [code for code, _name in settings.LANGUAGES]
        return Answer(
            record=record,
            alternates={
                code: address_of(live.get(code, record).document, code) for code in languages
            },
            untranslated=[code for code in languages if code not in live],
        )
    moved = next((row for row in rows if row.state == RecordState.MOVED and row.moved_to), None)
    if moved:
        been |= {moved.pid}
        onward = list(PracticeRecord.objects.filter(pid=moved.moved_to).exclude(pid__in=been))
        target = _answer(onward, language, been)
        if target.record:
            return Answer(moved_to=address_of(target.record.document, language))
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


def with_what_others_say(document: dict) -> dict:
    """Return a document with what the record does not hold (2 queries): its life, its worth.

    `standing` and `assessment` are null where nobody has said anything.
    """
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
