"""„Същата практика“: the words of a new proposal as a proposed change of the one there is.

Nothing that is public is replaced: paragraphs and rows come below what is there, single facts only
where there is none.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from practices.changes import deciding
from practices.changes.choices import Role
from practices.changes.merging import UNORDERED, Wish
from practices.changes.page_entry import entry_of
from practices.changes.sections import keys_shown
from practices.changes.tokens import Person
from practices.curation import transitions
from practices.curation.drafting import short_entry
from practices.curation.models import Submission
from practices.doubles import choosing
from practices.doubles.models import Way
from practices.entry import ROWS, SECTIONS, split_paragraphs, whole
from practices.forms import MAX_THEMES
from practices.models import PracticePage, PracticeRecord
from practices.wording import date_text

_LISTS = (*ROWS, "project_codes", *UNORDERED)
# What names or sums up the practice that is there.
_ITS_OWN = frozenset({"title", "summary", "problem_line", "innovator_name", "contact"})


@transaction.atomic
def join(submission: Submission) -> bool:
    """Make a change of the practice that the sender of `submission` says theirs is the same as.

    False, and the proposal stays where it is, when they said nothing of the kind, the practice is
    not public, the proposal looks odd, or it says nothing new. Effects: those of `deciding.send`
    and of `transitions.join`.
    """
    choice = choosing.chosen(submission.form_key)
    if choice is None or choice.way != Way.SAME or submission.is_suspicious:
        return False
    live = PracticeRecord.objects.live().filter(pid=choice.pid).order_by("language")
    record = live.select_related("page__locale").first()
    if record is None or record.page is None:
        return False
    page = record.page
    wishes = _wishes(submission, page)
    if not wishes:
        return False
    person = Person(page, Role.DOUBLE, submission.email, submission.language, submission)
    with override(page.locale.language_code):
        why = _("The sender of proposal %(number)s says that it is the same practice.")
    deciding.send(
        person,
        wishes,
        why=why % {"number": submission.number},
        source=submission.evidence_link,
        base_revision=page.live_revision_id,
        form_key=submission.form_key,
    )
    address = record.document["url"]
    transitions.join(submission, practice=f"{record.title} ({page.pid})", address=address)
    return True


def part_with(page: PracticePage) -> None:
    """The page is about to be deleted: proposals that were to be added to it go back to the queue."""
    reason = _("The practice that it was to be added to is no longer on the site.")
    for change in page.proposed_changes.filter(role=Role.DOUBLE):
        if change.is_open and change.submission is not None:
            transitions.part(change.submission, actor=None, reason=reason)


def additions(
    entry: Mapping[str, Any], now: Mapping[str, Any], keys: Collection[str], heading: str
) -> dict[str, Wish]:
    """Return what `entry` says beyond `now`, for the fields `keys`. Pure.

    `heading` is the line above paragraphs that come below others.
    """
    wishes = {}
    for key in keys:
        old, new = now[key], entry[key]
        if key in _ITS_OWN or not new or isinstance(new, bool):
            continue
        if key in SECTIONS:
            fresh = [text for text in new if text not in old]
            if fresh:
                wishes[key] = Wish(old, [heading, *fresh] if old else fresh, add=True)
        elif key in _LISTS:
            fresh = [row for row in new if row not in old]
            if fresh and not (key == "themes" and len(old) + len(fresh) > MAX_THEMES):
                wishes[key] = Wish(old, fresh, add=True)
        elif not old:
            wishes[key] = Wish(old, new)
    return wishes


def _as_on_page(row: dict, rows: list[dict]) -> dict:
    """Return a row without the proposal's file; the page's own one where it says the same."""
    bare = row | {"file": ""}
    return next((one for one in rows if one | {"file": ""} == bare), bare)


def _wishes(submission: Submission, page: PracticePage) -> dict[str, Wish]:
    entry = whole(submission.full) if submission.full else short_entry(submission)
    if lead := entry["lead_text"].strip():
        entry["practice"] = [*split_paragraphs(lead), *entry["practice"]]
    if entry["evidence_link"]:
        link = {"title": entry["title"], "url": entry["evidence_link"]}
        entry["sources"] = [*entry["sources"], ROWS["sources"] | link]
    # Files stay with the proposal; an editor adds them to the page by hand.
    entry["documents"] = [row for row in entry["documents"] if not row["file"]]
    now = entry_of(page)
    entry["publications"] = [_as_on_page(row, now["publications"]) for row in entry["publications"]]
    with override(page.locale.language_code):
        heading = _("Addition, %(day)s:") % {"day": date_text(timezone.localdate())}
    return additions(entry, now, keys_shown(page, now), heading)
