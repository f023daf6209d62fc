"""Few practices are scored, and the first ten are those of a look at all of them."""

import random
from collections.abc import Iterator

import pytest

from search.engines import elasticsearch_asking as asking
from search.engines import elasticsearch_query as bodies
from search.engines.base import ListSource
from search.engines.elasticsearch import ElasticsearchEngine
from search.query import parse
from tests.search.collection import made
from tests.search.conftest import named, three_engines

WORDS = [f"{first}{second}{third}" for first in "брдкл" for second in "аоеи" for third in "стмнп"]
DOCUMENTS = 400
QUESTIONS = 80


def text(chance: random.Random, words: int) -> str:
    """Words as languages use them: a few everywhere, most of them rarely."""
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return " ".join(chance.choices(WORDS, weights, k=words))


def documents(chance: random.Random) -> Iterator:
    for number in range(1, DOCUMENTS + 1):
        yield made(
            f"ДП-2026-{number:04}",
            title=text(chance, chance.randint(2, 8)),
            practice=f"<p>{text(chance, chance.randint(5, 60))}</p>",
            attachments=text(chance, 80) if number % 20 == 0 else "",
            completeness={"score": chance.choice((0, 50, 100))},
            nominations=chance.randint(0, 200),
            first_published_on=f"2026-01-{chance.randint(1, 9):02}",
            facets={"theme": ["all", f"t{number % 4}"]},
        )


@pytest.fixture(scope="module")
def engine(tmp_path_factory, worker, django_db_blocker) -> Iterator[ElasticsearchEngine]:
    folder = tmp_path_factory.mktemp("asking")
    with three_engines(folder, worker, django_db_blocker) as engines:
        found = named(engines, "elasticsearch")
        found.rebuild(ListSource(documents(random.Random(21))))
        yield found


def questions() -> list[str]:
    chance = random.Random(22)
    asked = [text(chance, chance.randint(1, 5)) for _ in range(QUESTIONS)]
    asked += [f"„{text(chance, 2)}“ {text(chance, 1)}" for _ in range(QUESTIONS // 8)]
    return asked + [f"{text(chance, 2)} -{text(chance, 1)}" for _ in range(QUESTIONS // 8)]


def in_full(engine: ElasticsearchEngine, query) -> list[str]:
    """The page by the whole score of every practice found, as the server orders it."""
    first = (query.page - 1) * query.page_size
    said = engine.ask([bodies.weighed(query, first, query.page_size)])[0]
    return [hit["fields"]["pid"][0] for hit in said.get("hits", {}).get("hits", [])]


@pytest.mark.parametrize("page", ["1", "2", "4"])
def test_first_by_words_and_merit_are_those_of_all(engine, monkeypatch, page: str):
    monkeypatch.setattr(asking, "WINDOW", 30)
    monkeypatch.setattr(asking, "MOST", 50)
    rounds: list[int] = []
    for question in questions():
        query = parse(question, {"page": page, "theme": ["t1", "t2", "all"][: len(question) % 4]})
        sent = []

        def ask(searches, sent=sent):
            sent.append(searches)
            return engine.ask(searches)

        answer = asking.answer(ask, query, (), engine.name)
        assert [hit.pid for hit in answer.hits] == in_full(engine, query), question
        assert not answer.at_least
        rounds.append(len(sent))
    assert set(rounds) == {1, 2}  # both ways were taken: settled at once, and looked at in full


def test_of_very_many_the_candidates_are_put_in_order_by_the_whole_score(engine, monkeypatch):
    monkeypatch.setattr(asking, "BOUND", 30)
    monkeypatch.setattr(asking, "WINDOW", 12)  # never enough: every page comes from candidates
    monkeypatch.setattr(asking, "MOST", DOCUMENTS)
    many = 0
    for question in questions():
        query = parse(question)
        answer = engine.search(query)
        assert [hit.pid for hit in answer.hits] == in_full(engine, query), question
        many += answer.at_least
        assert (answer.total == 30) if answer.at_least else (answer.total <= 30)
    assert many > QUESTIONS / 4


def test_of_very_many_facets_are_estimated_and_the_total_is_a_bound(engine, monkeypatch):
    query = parse(WORDS[0])
    exact = engine.search(query, ("theme",))
    assert not exact.at_least
    found = dict(exact.facets["theme"])
    assert found["all"] == exact.total > 120

    monkeypatch.setattr(asking, "BOUND", 100)
    monkeypatch.setattr(asking, "SHARE", 0.5)
    sampled = engine.search(query, ("theme",))
    assert (sampled.total, sampled.at_least) == (100, True)
    estimated = dict(sampled.facets["theme"])
    assert estimated != found
    assert exact.total / 2 < estimated["all"] < exact.total * 2
    for count in estimated.values():
        assert count == int(float(f"{count:.2g}"))
    assert [hit.pid for hit in sampled.hits] == [hit.pid for hit in exact.hits]


def test_a_choice_narrows_hits_and_total_and_not_its_own_counts(engine):
    every = engine.search(parse(WORDS[0]), ("theme",))
    chosen = engine.search(parse(WORDS[0], {"theme": ["t1"]}), ("theme",))
    assert chosen.total == dict(every.facets["theme"])["t1"] < every.total
    assert chosen.facets == every.facets
