"""The hand-written tables: complete, free of contradictions, readable by a person."""

import re
from collections import Counter

from search.bulgarian.characters import normalise
from search.bulgarian.lexicon import data_lines, overrides, places, roots

WORD = re.compile(r"[а-я]+")


def rows() -> list[tuple[str, list[str]]]:
    return [
        (lemma, forms.split())
        for lemma, _, forms in (line.partition("\t") for line in data_lines("overrides.tsv"))
    ]


def test_overrides_are_many_and_contradict_nowhere():
    table = rows()
    assert len(table) >= 300
    owners = Counter(form for lemma, forms in table for form in {lemma, *forms})
    assert [form for form, times in owners.items() if times > 1] == []


def test_overrides_are_exact_forms():
    forms = [form for lemma, others in rows() for form in (lemma, *others)]
    assert [f for f in forms if not WORD.fullmatch(f) or normalise(f) != f] == []


def test_every_override_leads_to_a_fixed_lemma():
    table = overrides()
    assert [form for form, lemma in table.items() if table[lemma] != lemma] == []


def test_every_municipality_has_its_words():
    names = {place.name for place in places()}
    assert len(names - {"софия"}) == 264  # 265, two of them are named Бяла
    assert [p.name for p in places() if not p.adjective] == ["братя даскалови", "добрич-селска"]


def test_adjectives_of_places_end_as_adjectives():
    wrong = [p for p in places() if p.adjective and not re.search(r"ки$", p.adjective)]
    assert wrong == []


def test_roots_are_written_once():
    owners = Counter(
        lemma for line in data_lines("roots.tsv") for lemma in line.partition("\t")[2].split()
    )
    assert [lemma for lemma, times in owners.items() if times > 1] == []
    assert roots()["общност"] == "общност"
