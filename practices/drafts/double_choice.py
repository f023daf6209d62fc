"""„Същата, моя версия или друга?“ at the last step: likely doubles, and the sender's word on them."""

from collections.abc import Mapping
from typing import Any

from practices.choices import Inspiration
from practices.doubles import choosing, finding
from practices.doubles.models import Way
from practices.drafts import saving
from practices.drafts.models import Author, Draft
from practices.drafts.steps import STEPS
from practices.models import PracticeRecord

_FIELDS = ("inspiration", "inspired_by_text")
_STEP = next(step.number for step in STEPS if _FIELDS[0] in step.names)


def asked(draft: Draft, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the last step shows: likely doubles, and what was said of one."""
    said = choosing.chosen(draft.key)
    named = PracticeRecord.objects.live().filter(pid=said.pid).first() if said else None
    return {
        "doubles": finding.likely(entry, draft.language),
        "said": said,
        "said_of": named.title if named else "",
    }


def take(author: Author, post: Mapping[str, Any]) -> bool:
    """Keep what a post says of a double; return whether it changed the draft itself.

    The button is „same:PID“, „transfer:PID“ or „other“; a sentence typed counts without a button
    too, so that none is lost on „send“. „Transferred“ fills in where the idea came from.
    """
    way, _colon, pid = str(post.get("double", "")).partition(":")
    why = str(post.get("double_why", "")).replace("\0", "")
    before = choosing.chosen(author.draft.key)
    if not way and why.strip() and (before is None or before.why != why.strip()):
        way = Way.OTHER
    if not way:
        return False
    said = choosing.choose(author.draft.key, way, pid[:20].replace("\0", ""), why)
    if said is None:
        return False
    origin = ""
    if said.way == Way.TRANSFER:
        record = PracticeRecord.objects.live().filter(pid=said.pid).first()
        origin = f"{record.title[:225]} ({record.pid})"
    elif before is None or before.way != Way.TRANSFER:
        return False
    typed = dict(
        zip(_FIELDS, (Inspiration.TRANSFERRED.value if origin else "", origin), strict=True)
    )
    author.draft = saving.merge(author, lambda _values: typed, lambda _typed: [_STEP])
    return True
