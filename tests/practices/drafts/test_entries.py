"""A full entry can be typed and comes out as it was."""

from decimal import Decimal

import pytest

from practices.demo import loading
from practices.drafts.entries import entry_from, values_from
from practices.drafts.typed import check
from practices.entry import EMPTY, PARTS, ROWS, page_from, whole
from tests.practices.drafts.cases import ENTRY

pytestmark = pytest.mark.django_db
# What editors and importers write, and nobody is asked for.
NOT_ASKED = ("id", "slug", "municipalities_claimed", "editor_note", "legacy")


def as_typed(entry: dict) -> dict:
    """The entry less what the form does not ask for, and as it writes what can be said two ways."""
    entry = whole(entry) | {name: EMPTY[name] for name in NOT_ASKED}
    for row in [*entry["partners"], *filter(None, [entry["lead_organisation"]])]:
        row["country"] = "" if row["country"] == "BG" else row["country"]
    for row in entry["sources"]:
        row["read"] = "unknown"
    for row in entry["gallery"]:
        row["consent"] = bool(row["alt"])
    for row in entry["documents"]:
        row["adopted_on"] = row["adopted_on"] or ""
    for name in ("participation", "contact", "staff_effort"):
        if entry[name] and not any(entry[name].values()):
            entry[name] = None
    return entry | {"municipalities": sorted(entry["municipalities"])}


def typed_and_read(entry: dict) -> tuple[list[int], dict]:
    """The steps in which something is wrong, and the entry that comes out."""
    values = values_from(entry)
    checked = check(values)
    read = entry_from(values, checked)
    return checked.wrong, read | {"municipalities": sorted(read["municipalities"])}


def test_everything_that_can_be_said_comes_back():
    assert typed_and_read(ENTRY) == ([], as_typed(ENTRY))


def test_the_example_says_everything_there_is():
    entry = whole(ENTRY)
    assert [name for name in EMPTY if entry[name] in ("", [], None) and name not in NOT_ASKED] == [
        "gallery"
    ]


def test_real_practices_can_be_typed():
    differing = []
    for entry in loading.entries():
        wanted = as_typed(entry)
        for money in filter(None, (wanted["cost"], wanted["running_cost"])):
            money["amount"] = f"{Decimal(money['amount']):.2f}"
        if typed_and_read(entry) != ([], wanted):
            differing.append(entry["id"])
    assert differing == []


def test_shape_refuses_what_it_does_not_know():
    assert whole({}) == EMPTY
    for wrong in (
        {"titel": "x"},
        {"steps": [{"akcion": "x"}]},
        {"cost": {"sum": "1"}},
        {"contact": {"home": "x"}},
    ):
        with pytest.raises(ValueError, match="a full entry has no"):
            page_from(wrong)
    assert set(ROWS) | set(PARTS) <= set(EMPTY)
