"""The search answers the judged set as well as it did when this was last recorded, on every engine.

The figures are printed either way (`pytest -s`). To record a better run: search/evaluation/README.
"""

from functools import cache

import pytest

from search.engines.base import ListSource
from search.evaluation import judged, metrics, site_documents, throwaway
from search.evaluation.retyping import retyped
from search.management.commands.search_judge import answer
from search.management.commands.search_robustness import is_plain
from search.query import parse
from tests.search.conftest import refresh

BAR = 0.95  # of all queries together
MAY_FALL = 0.05  # of one type against the recorded run


@cache
def collection():
    """The practices as search documents, their names, and what is known of their words."""
    rows = list(site_documents.documents())
    names = {f"d{number}": row["doc_id"] for number, row in enumerate(rows)}
    documents = [throwaway.document(row, pid) for pid, row in zip(names, rows, strict=True)]
    return documents, names, throwaway.knowledge_of(documents, rows)


def recorded() -> dict[str, tuple[int, float]]:
    lines = judged.OWN_QUERIES.with_name("recorded.tsv").read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return {name: (int(queries), float(ndcg)) for name, queries, ndcg in cells}


def test_every_type_is_recorded_with_its_queries():
    types = [query.type for query in judged.read_queries()]
    kept = recorded()
    assert kept.pop(metrics.OVERALL)[0] == len(types)
    assert {name: count for name, (count, _) in kept.items()} == {
        name: types.count(name) for name in types
    }


def test_the_recorded_run_is_above_the_bar():
    assert recorded()[metrics.OVERALL][1] >= BAR


def test_no_type_has_fallen(engine, capsys):
    documents, names, knowledge = collection()
    engine.rebuild(ListSource(documents))
    refresh(engine)
    queries = judged.read_queries()
    run = {
        query.query_id: [
            names[pid] for pid in answer(engine, parse(query.query, knowledge=knowledge))
        ]
        for query in queries
    }
    types = {query.query_id: query.type for query in queries}
    rows = metrics.by_type(metrics.scores(judged.read_judgements(), run, types), types)
    with capsys.disabled():
        print(f"\n{type(engine).__name__}\n{metrics.table(rows)}")  # noqa: T201
    kept = recorded()
    fallen = {
        row.type: (kept[row.type][1], round(row.ndcg, 3))
        for row in rows
        if row.ndcg < kept[row.type][1] - MAY_FALL
    }
    assert fallen == {}
    assert rows[-1].ndcg >= BAR


@pytest.mark.parametrize("way", ["layout-bds", "shlyokavitsa", "typo-vowel", "shlyokavitsa-typo"])
def test_a_way_of_typing_costs_little(search_engines, django_db_blocker, way):
    """On SQLite, which needs no server: what is lost is lost before any engine is asked."""
    documents, names, knowledge = collection()
    qrels = judged.read_judgements()

    def score(query, text):
        found = [names[pid] for pid in answer(engine, parse(text, knowledge=knowledge))]
        return metrics.ndcg_at(metrics.DEPTH, qrels.get(query.query_id, {}), found)

    with django_db_blocker.unblock():
        engine = search_engines["sqlite"]
        engine.rebuild(ListSource(documents))
        losses = [
            score(query, query.query) - score(query, text)
            for query in judged.read_queries()
            if is_plain(query) and (text := retyped(way, query.query_id, query.query))
        ]
    assert sum(losses) / len(losses) <= MAY_FALL
