"""The admin speaks Bulgarian where editors are; the words are still Wagtail's own."""

from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po

from practices.curation import admin_words
from tests.practices.curation.cases import person


def words_of_wagtail() -> set[str]:
    """Every text that the installed Wagtail gives to translators."""
    found = set()
    for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
                found |= set(ids)
    return found


def test_every_word_is_one_that_wagtail_says():
    assert [word for word in admin_words.WORDS if word not in words_of_wagtail()] == []


def test_no_word_is_named_twice():
    assert len(set(admin_words.WORDS)) == len(admin_words.WORDS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path,word,other",
    [
        ("/admin/", "Търсене във всички страници…", "Search all pages"),
        ("/admin/reports/locked/", "Заключени страници", "Locked pages"),
        ("/admin/account/", "Известия", "Notifications"),
        ("/admin/snippets/", "Помощни списъци", "Откъси от код"),
    ],
)
def test_screens_of_the_admin_are_in_bulgarian(client, path, word, other):
    client.force_login(person())
    page = client.get(path).content.decode()
    assert word in page
    assert other not in page
