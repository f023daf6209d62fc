"""From practices/demo/practices/*.json to published practice pages, the way an editor makes them."""

import json
from pathlib import Path

from django.db import transaction

from practices.entry import page_from, store_related
from practices.models import PracticeIndexPage, PracticePage

FOLDER = Path(__file__).parent / "practices"
KEY_PREFIX = "demo/"


def entries() -> list[dict]:
    """Return the entries of the folder, ordered by file name, so that numbers are repeatable."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]


@transaction.atomic
def load_entry(entry: dict) -> bool:
    """Publish one entry unless it is already there; return whether it was made.

    A practice that exists is left alone: an editor may have mended it since.
    """
    key = KEY_PREFIX + entry["id"]
    if PracticePage.objects.filter(import_key=key).exists():
        return False
    shelf = PracticeIndexPage.objects.get(locale__language_code="bg")
    page = page_from(entry)
    page.import_key, page.live = key, False
    store_related(page)
    shelf.add_child(instance=page)
    page.save_revision().publish()
    return True


def clear() -> int:
    """Delete every practice that came from the folder; their addresses go on saying so."""
    pages = PracticePage.objects.filter(import_key__startswith=KEY_PREFIX)
    for page in pages:
        page.delete()
    return len(pages)
