"""Files that come with a post of a step: those of a row, and those that get a row of their own."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from practices.drafts import saving
from practices.drafts.models import Author, DraftFile
from practices.drafts.rows import KINDS, MOST
from practices.drafts.steps import Step


@dataclass
class Arrived:
    """A post in which rows name their new files. `faults`: what was not taken, in sentences.

    `replaced` are the keys of files that another took the place of; erase them once it is saved.
    """

    post: QueryDict
    faults: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def with_row_files(author: Author, step: Step, request: HttpRequest) -> Arrived:
    """Keep the file that a row brought and write its key, and a missing title, into the post."""
    arrived = Arrived(request.POST.copy() if request.FILES else request.POST)
    for kind in (one for one in step.rows if KINDS[one].takes_file):
        for index in range(MOST):
            upload = request.FILES.get(f"{kind}-{index}-upload")
            row = _kept(author, upload, arrived.faults, pictures=False) if upload else None
            if row is None:
                continue
            name, title = f"{kind}-{index}-file", f"{kind}-{index}-title"
            if before := arrived.post.get(name):
                arrived.replaced.append(before)
            arrived.post[name] = row.key
            if not arrived.post.get(title, "").strip():
                arrived.post[title] = row.name
    return arrived


def give_rows(author: Author, request: HttpRequest, said: dict[str, Any]) -> list[str]:
    """Keep the other files, give each a row in what was said; return what was not taken."""
    faults: list[str] = []
    for upload in request.FILES.getlist("files"):
        row = _kept(author, upload, faults)
        if row is None:
            continue
        if row.is_picture:
            said["gallery"] = [*said["gallery"], {"file": row.key}]
        else:
            said["documents"] = [*said["documents"], {"file": row.key, "title": row.name}]
    return faults


def _kept(
    author: Author, upload: File, faults: list[str], *, pictures: bool = True
) -> DraftFile | None:
    try:
        row = saving.add_file(author, upload)
    except ValidationError as error:
        faults += [f"{upload.name}: {message}" for message in error.messages]
        return None
    except saving.FullError as error:
        faults.append(f"{upload.name}: {error}")
        return None
    if row.is_picture and not pictures:
        saving.drop_file(author, row.key)
        sentence = _("A publication is a PDF or an office document. Pictures have a place below.")
        faults.append(f"{upload.name}: {sentence}")
        return None
    return row
