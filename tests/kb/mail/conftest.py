"""What the tests of mail share: a message of their own."""

import copy
from pathlib import Path

import pytest
from post_office.models import Email

from kb.mail import absolute, queue

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def letter(settings, db):
    """Queue a message and return its row."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [TEMPLATES, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    settings.SITE_URL = "https://opit.example"
    settings.SITE_EMAIL = "pishete@opit.example"

    def write(title: str = "Чешма", to="ivan@example.bg", language: str = "bg") -> Email:
        context = {"title": title, "link": absolute("/predlozhenie/abc/")}
        return queue("trial", to, context, language)

    return write
