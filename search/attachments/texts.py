"""What the search knows of the files of a practice: their titles and as much text as is indexed."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from django.db.models.functions import Left

from kb.extraction import READABLE

from .leases import LEASE
from .models import AttachmentText, AttachmentUse

# Characters of all files of a practice together, about 15,000 words: an index holds 16,000 of them
# (search.documents), and publishing must not wait for a whole archive to be counted.
MAX_JOINED = 100_000


def titles_of(document: Mapping, kinds: Container[str] = READABLE) -> dict[str, str]:
    """Return {path: title} of the files of some kinds that a record document shows, in its order.

    `kinds` are extensions in small letters, those that can be read unless told otherwise.
    """
    titles: dict[str, str] = {}
    for row in (*document.get("documents", ()), *document.get("publications", ())):
        file = row["file"]
        if file and file["extension"].lower() in kinds:
            titles.setdefault(file["path"], row["title"])
    return titles


def texts_of(document: Mapping) -> dict[str, str]:
    """Return {path: text} of the files of one record document. One query; none without files."""
    return texts_of_all([document])[0]


def texts_of_all(documents: Iterable[Mapping]) -> list[dict[str, str]]:
    """Return {path: text} for each document, in order; one query for all of them.

    Files without text are left out. Of many long files each gives its beginning.
    """
    paths = [list(titles_of(document)) for document in documents]
    wanted = {path for some in paths for path in some}
    found: dict[str, str] = {}
    if wanted:
        rows = AttachmentText.objects.filter(path__in=wanted).exclude(text="")
        found = dict(rows.values_list("path", Left("text", MAX_JOINED)))
    return [shares({path: found[path] for path in some if path in found}) for some in paths]


def read_since(moment: datetime) -> list[str]:
    """Return the numbers of the practices whose files were, or were being, read at a moment."""
    rows = AttachmentUse.objects.filter(attachment__tried_at__gte=moment - LEASE)
    return list(rows.values_list("pid", flat=True).distinct())


def shares(texts: Mapping[str, str], room: int = MAX_JOINED) -> dict[str, str]:
    """Cut texts so that together they fit into `room`: short ones whole, long ones alike."""
    sizes: dict[str, int] = {}
    left = len(texts)
    for path, text in sorted(texts.items(), key=lambda item: len(item[1])):
        sizes[path] = min(len(text), room // left)
        room -= sizes[path]
        left -= 1
    return {path: text[: sizes[path]] for path, text in texts.items()}


def joined(texts: Mapping[str, str]) -> str:
    """Return the texts as the one that is indexed."""
    return "\n".join(texts.values())
