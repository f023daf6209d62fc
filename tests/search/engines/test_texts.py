"""Looking again at a kept text: phrases and neighbours, against plain Python."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.clauses import NEIGHBOURS, Clause
from search.engines.packed import texts
from search.fields import NEAR_GAPS, PARTS, weight_in
from tests.search.collection import made

tokens = st.lists(st.sampled_from(["а", "аб", "б", "в", "г"]), max_size=14)
pair = st.tuples(*[st.sampled_from(["а", "аб", "б", "в"])] * 2)


def document(title: list[str], practice: list[str], attachments: list[str]):
    return made(
        "ДП-2026-0001",
        title=" ".join([*title, "я"]),
        practice=f"<p>{' '.join(practice)}</p>",
        attachments=" ".join(attachments),
    )


@pytest.mark.parametrize("part", PARTS)
@settings(deadline=None)
@given(title=tokens, practice=tokens, attachments=tokens, wanted=pair)
def test_occurrences_are_counted_by_weight_in_each_part(part, title, practice, attachments, wanted):
    made_of = document(title, practice, attachments)
    clause = Clause(0, 0, wanted, "exact", 1.0, (), part)
    kept = getattr(texts.pack(made_of), texts.column(clause))
    expected = 0
    for name in PARTS[part]:
        some = made_of.fields[name].exact.split()
        met = sum((one, two) == wanted for one, two in pairwise(some))
        expected += weight_in(part, name) * met
    assert texts.occurrences(clause, kept) == expected


@pytest.mark.parametrize("part", ["all", "practice"])
@settings(deadline=None)
@given(title=tokens, practice=tokens, wanted=pair.filter(lambda some: some[0] != some[1]))
def test_neighbours_meet_within_a_field_and_a_few_words(part, title, practice, wanted):
    made_of = document(title, practice, [])
    clause = Clause(NEIGHBOURS, 0, wanted, "lemma", 1.0, (), part)
    kept = getattr(texts.pack(made_of), texts.column(clause))
    lines = [made_of.fields[name].lemma.split() for name in PARTS[part]]
    expected = any(
        abs(a - b) <= NEAR_GAPS + 1
        for line in lines
        for a, one in enumerate(line)
        for b, two in enumerate(line)
        if (one, two) == wanted
    )
    assert bool(texts.occurrences(clause, kept)) == expected
