"""The permanent number: in order, never twice, typed in either alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.pids import next_pid, parse_pid
from tests.practices.pages import draft


@pytest.mark.django_db
def test_next_pid_counts_within_its_year():
    assert [next_pid(2030), next_pid(2030), next_pid(2031)] == [
        "ДП-2030-0001",
        "ДП-2030-0002",
        "ДП-2031-0001",
    ]


@pytest.mark.django_db
def test_number_of_a_deleted_practice_is_not_given_again():
    first = draft()
    number = first.pid
    first.delete()
    assert draft().pid != number


@pytest.mark.parametrize(
    "typed", ["ДП-2026-0147", "DP-2026-0147", " dp-2026-0147 ", "дп-2026-0147"]
)
def test_parse_pid_takes_either_alphabet(typed):
    assert parse_pid(typed) == "ДП-2026-0147"


@given(st.text())
def test_parse_pid_of_anything_is_a_number_or_none(typed):
    found = parse_pid(typed)
    assert found is None or parse_pid(found) == found
