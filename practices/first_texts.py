"""The pages of text that every site needs (criteria, about, accessibility, privacy), as first written.

Editors own them afterwards: a page that exists is left alone.
"""

import json
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from practices.models import HomePage, StandardPage

FOLDER = Path(__file__).parent / "data" / "pages"


def texts() -> list[dict]:
    """Return the texts of the folder, Bulgarian before English, so that translations find them."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]


@transaction.atomic
def load_text(text: dict) -> bool:
    """Publish one page under the home page of its language; return whether it was made."""
    locale = Locale.objects.get(language_code=text["language"])
    if StandardPage.objects.filter(locale=locale, slug=text["slug"]).exists():
        return False
    page = StandardPage(locale=locale, live=False, **_fields(text))
    original = StandardPage.objects.filter(slug=text["slug"]).first()
    if original:
        page.translation_key = original.translation_key
    HomePage.objects.get(locale=locale).add_child(instance=page)
    page.save_revision().publish()
    return True


def _fields(text: dict) -> dict:
    return {name: text[name] for name in ("slug", "title", "intro", "search_description", "body")}
