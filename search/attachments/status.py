"""How far the reading is: for commands and for the admin."""

from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import gettext as _

from kb.extraction import Unsupported
from kb.extraction.reasons import REASONS

from .models import AttachmentText, TextState
from .reading import MISSING
from .texts import titles_of

# Kinds of text that are not read; from tables and pictures nobody expects it.
UNREAD = frozenset({"doc", "odt", "rtf"})


def counts() -> list[tuple[str, str, int]]:
    """Return (state, code of the reason, number of files), the most numerous first."""
    rows = AttachmentText.objects.values_list("state", "reason").annotate(files=Count("pk"))
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def line() -> str:
    """Return the counts in one line: "waiting 2 · read 40 · refused (encrypted) 1"."""
    parts = (
        f"{state}{f' ({reason})' if reason else ''} {files}" for state, reason, files in counts()
    )
    return " · ".join(parts) or "none"


def without_text(document: Mapping) -> dict[str, str]:
    """Return {title: sentence} of the files of a record document that the search cannot read.

    Files that still wait for their first reading are not among them. One query, none without
    readable files.
    """
    silent = dict.fromkeys(titles_of(document, UNREAD).values(), sentence(Unsupported.code))
    titles = titles_of(document)
    if not titles:
        return silent
    rows = AttachmentText.objects.filter(path__in=titles).exclude(
        state__in=[TextState.READ, TextState.WAITING]
    )
    found = {titles[path]: sentence(reason) for path, reason in rows.values_list("path", "reason")}
    return found | silent


def sentence(reason: str) -> str:
    """Return what is told to an editor about a file, by the code of the reason."""
    if reason == MISSING:
        return _("The file is not in the storage. Attach it again.")
    return str(REASONS[reason])
