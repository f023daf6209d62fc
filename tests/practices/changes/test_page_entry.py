"""A page read back as the entry that it was made from, and the form over it that changes nothing."""

import pytest
from django.http import QueryDict

from practices.changes import applying, sections
from practices.changes.joining import _as_on_page
from practices.changes.page_entry import entry_of
from practices.demo.loading import entries
from practices.drafts.rows import KINDS
from practices.entry import page_from, whole
from practices.models import Attachment, PracticePage

pytestmark = pytest.mark.django_db


def posted(values: dict) -> QueryDict:
    """What a browser sends back of the form with these values."""
    post = QueryDict(mutable=True)
    for name, value in values.items():
        if name in KINDS:
            post[f"{name}-count"] = str(len(value))
            for number, row in enumerate(value):
                for key, said in row.items():
                    if said is not False:
                        post[f"{name}-{number}-{key}"] = "on" if said is True else said
        elif isinstance(value, list):
            post.setlist(name, value)
        elif value is not False:
            post[name] = "on" if value is True else str(value).replace("\n", "\r\n")
    return post


@pytest.mark.parametrize("number", [0, 7, 23, 40, 77])
def test_form_that_comes_back_as_it_was_shown_changes_nothing(number):
    page = page_from(entries()[number])
    entry = entry_of(page)
    values = sections.values_of(entry)
    keys = sections.keys_shown(PracticePage(), entry)
    said = sections.read(posted(values), keys)
    assert sections.wishes_in(said, entry, keys) == ({}, set())


def test_every_demo_practice_is_read_back_as_it_was_written():
    keys = ("title", "background", "results", "measures", "events", "start", "project_codes")
    written = {entry["id"]: whole(entry) for entry in entries()}
    read = {name: entry_of(page_from(entry)) for name, entry in written.items()}
    assert [[one[key] for key in keys] for one in read.values()] == [
        [one[key] for key in keys] for one in written.values()
    ]


def test_publication_keeps_its_file_when_its_words_change():
    page = page_from({"title": "Обяд", "publications": [{"title": "Бюлетин"}, {"title": "Филм"}]})
    first, second = page.publications.all()
    first.file = Attachment(pk=57, title="бюлетин.pdf")
    page.publications = [first, second]
    rows = entry_of(page)["publications"]
    assert [row["file"] for row in rows] == ["57", ""]
    applying.apply(page, {"publications": [rows[1], rows[0] | {"title": "Бюлетин 2"}]})
    assert [(row.title, row.file_id) for row in page.publications.all()] == [
        *(("Филм", None), ("Бюлетин 2", 57)),
    ]
    # What a proposal says of the same publication is not said twice; its file stays with it.
    page.publications = [first, second]
    now = entry_of(page)["publications"]
    sent = [row | {"file": "submissions/ab.pdf"} for row in now] + [{"title": "Нов", "file": "x"}]
    assert [_as_on_page(row, now) for row in sent] == [*now, {"title": "Нов", "file": ""}]
