"""Remarks on any entry: nothing raises, offsets are exact, each family says what it should."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.textcheck import check, claims, field_text
from practices.textcheck.passages import SECTIONS
from practices.textcheck.personal import is_iban, is_personal_number

# Pieces that every family looks for, so that random texts reach their branches.
PIECES = st.sampled_from(
    [
        "Проведени са 6 събития.", "21 общини: Батак, Девин и Лъки.", "уникален", "0888 123 456",
        "BG05SFOP001-С01", "Марика Иванова, 45 г.", "няма", "виж линка", "____", "a@b.bg", "„Сурия“",
        "Суриа", "<p>", "</p>", "(", ")", ";", ", ", " и ", "хил.", "1 234,5", "7523169263", "ул. ",
        "най-", "http://x.bg/", "общинa", "\n", "\u00ad", "двайсет и пет", "чл. 5", "І", "İ", "ß",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["indicator", "alt", "source", "name", "title", "url", "issues", "nature"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *SECTIONS, "title", "summary", "measures", "gallery", "events", "publications", "steps",
        "municipalities", "project_codes", "contact", "cost", "evidence_link", "sources",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_an_entry_of_any_shape_is_checked_and_offsets_are_exact(entry):
    for remark in check(entry):
        text = field_text(entry, remark.field)
        assert text[remark.start : remark.end] == remark.text
        assert 0 <= remark.start <= remark.end <= len(text)
        assert str(remark.why)
        assert str(remark.example)
    for claim in claims(entry):
        assert field_text(entry, "results")[claim.start : claim.end] == claim.text


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_is_checked(practice, results):
    entry = {"practice": [practice], "results": results}
    assert [r for r in check(entry) if field_text(entry, r.field)[r.start : r.end] != r.text] == []


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("7523169263", True), ("8032056031", True), ("7523169264", False), ("7513169263", False),
        ("0000000000", False), ("752316926", False), ("７５２３１６９２６３", False),
    ],
)  # fmt: skip
def test_a_personal_number_needs_its_day_and_its_check(digits, valid):
    assert is_personal_number(digits) is valid


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        ("BG80 BNBG 9661 1020 3456 78", True), ("BG80BNBG96611020345678", True),
        ("BG80BNBG96611020345679", False), ("BG161PO0014201", False),
    ],
)  # fmt: skip
def test_an_account_number_needs_its_check(written, valid):
    assert is_iban(written) is valid
