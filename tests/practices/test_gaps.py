"""One gauge for a form just begun, a whole entry and the record that is made of it."""

import copy

import pytest

from practices.demo.loading import entries, load_entry
from practices.document import build_document
from practices.gaps import gauge
from practices.models import PracticePage


@pytest.mark.django_db
def test_an_entry_and_its_record_are_as_complete():
    richest = max(entries(), key=lambda entry: gauge(entry).score)
    load_entry(richest)
    page = PracticePage.objects.get(import_key__endswith=richest["id"])
    of_entry, of_record = gauge(richest), gauge(build_document(page))
    assert of_record == of_entry
    assert of_entry.score == 100 - sum(gap.points for gap in of_entry.gaps)


@pytest.mark.parametrize(
    ("key", "value", "filled"),
    [
        ("background", ["Депото се пълнеше."], "background"),
        ("background", "<p>Депото се пълнеше.</p>", "background"),
        ("background", ["", " "], None),
        ("cost", {"amount": "12", "currency": "BGN", "year": 2010, "note": ""}, "cost"),
        ("cost", {"amount": "", "currency": "BGN", "year": None, "note": ""}, None),
        ("start", "2010", "period"),
        ("contact", {"phone": "066 123", "consent": True}, "contact"),
        ("contact", {"phone": "066 123", "consent": False}, None),
        ("contact", {"email": "obshtina@example.bg", "consent": False}, "contact"),
        ("documents", [{"title": "Наредба"}], None),
        ("documents", [{"title": "Наредба", "file": "ab12.docx"}], "documents"),
        (
            "measures",
            [{"nature": "outcome", "kind": "measured", "after": "17", "before": "61"}],
            "measured_results",
        ),
        ("measures", [{"nature": "output", "kind": "measured", "after": "17"}], None),
        ("what_failed", ["Първата година беше късно."], "what_failed"),
    ],
)
def test_a_form_just_begun_is_measured_by_what_it_has(key, value, filled):
    given = {key: copy.deepcopy(value)}
    missing = {gap.code for gap in gauge({}).gaps} - {gap.code for gap in gauge(given).gaps}
    assert missing == ({filled} if filled else set())
    assert given == {key: value}


def test_the_first_gaps_are_those_that_bring_most():
    assert [gap.code for gap in gauge({}).first] == ["measured_results", "cost", "background"]
    assert gauge({}).score == 0
