"""What an edit of a published practice changes, and whether it is small (proportion.py)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from practices.curation import proportion
from practices.models import PracticePage

# Words that a reader reads; every other field changes only with a second person's look.
TEXTS = (
    *("title", "summary", "problem_line", "background", "practice", "results", "what_failed"),
    *("limits", "adapt_notes", "municipalities_note", "target_groups_note", "participation_note"),
)
# What Wagtail keeps about a page, not in it.
_KEPT = frozenset(
    (
        *("pk", "path", "depth", "numchild", "translation_key", "locale", "content_type", "owner"),
        *("draft_title", "live", "has_unpublished_changes", "url_path", "search_description"),
        *("locked", "locked_at", "locked_by", "latest_revision", "live_revision", "expired"),
        *("latest_revision_created_at", "first_published_at", "last_published_at"),
        *("alias_of", "index_entries", "comments", "wagtail_admin_comments", "withdrawal_reason"),
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an edit changes; `parts` is empty for what is no text."""

    field: str
    label: str
    parts: tuple[proportion.Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Everything an edit changes, and whether all of it together is small."""

    changes: tuple[Change, ...]
    is_small: bool


def edit_of(live: PracticePage, draft: PracticePage) -> Edit:
    """Return what `draft` changes of `live`, both as they are in memory."""
    before, after = _content(live), _content(draft)
    changes, small, characters = [], True, 0
    for name in sorted({*before, *after}, key=_place):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in TEXTS:
            old, new = proportion.words(old or ""), proportion.words(new or "")
            if old == new:  # the editor of rich text writes marks of its own into every paragraph
                continue
            small = small and proportion.is_small(old, new)
            characters += proportion.size(old, new)
            changes.append(Change(name, _label(name), tuple(proportion.parts(old, new))))
        else:
            small = False
            changes.append(Change(name, _label(name)))
    return Edit(tuple(changes), small and characters <= proportion.SMALL)


def _content(page: PracticePage) -> dict:
    data = {k: v for k, v in page.serializable_data().items() if k not in _KEPT}
    return {name: _bare(value) for name, value in data.items()}


def _bare(value):
    """Return a value without what a form changes by itself: keys of rows, seconds of a moment."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, list):
        rows = [
            {k: v for k, v in row.items() if k not in ("pk", "page", "sort_order")}
            if isinstance(row, dict)
            else row
            for row in value
        ]
        return sorted(rows) if all(isinstance(row, int | str) for row in rows) else rows
    return value


def _place(name: str) -> tuple[int, str]:
    return (TEXTS.index(name) if name in TEXTS else len(TEXTS), name)


def _label(name: str) -> str:
    names = {field.name: field for field in PracticePage._meta.get_fields()}
    field = names.get(name)
    words = getattr(field, "verbose_name", None)
    if words is None and field is not None and field.related_model is not None:
        words = field.related_model._meta.verbose_name_plural
    return capfirst(str(words or name))
