"""Texts are looked at for few practices, and the first ten are those of a look at all of them."""

import random

import pytest
from django.db.utils import ConnectionHandler

from search.engines.base import ListSource
from search.engines.packed import ranking, reading
from search.engines.sqlite import SQLiteEngine
from search.query import parse
from tests.search.collection import made

WORDS = [f"{first}{second}{third}" for first in "брдкл" for second in "аоеи" for third in "стмнп"]
DOCUMENTS = 600
QUESTIONS = 120


def text(chance: random.Random, words: int) -> str:
    """Words as languages use them: a few everywhere, most of them rarely."""
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return " ".join(chance.choices(WORDS, weights, k=words))


@pytest.fixture(scope="module")
def engine(tmp_path_factory, django_db_blocker):
    chance = random.Random(11)
    documents = [
        made(
            f"ДП-2026-{number:04}",
            title=text(chance, chance.randint(2, 8)),
            summary=text(chance, chance.randint(5, 40)),
            practice=f"<p>{text(chance, chance.randint(20, 300))}</p>",
            results=f"<p>{text(chance, chance.randint(0, 120))}</p>",
            completeness={"score": chance.randint(0, 100)},
            nominations=chance.randint(0, 200),
        )
        for number in range(1, DOCUMENTS + 1)
    ]
    file = tmp_path_factory.mktemp("pruning") / "index.sqlite3"
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    connection = ConnectionHandler({"default": config})["default"]
    with django_db_blocker.unblock():
        engine = SQLiteEngine(connection)
        engine.rebuild(ListSource(documents))
        yield engine
        connection.close()


def test_pruned_answers_are_those_of_a_look_at_every_text(engine, monkeypatch, django_db_blocker):
    chance = random.Random(12)
    questions = [text(chance, chance.randint(2, 5)) for _ in range(QUESTIONS)]
    questions += [f"„{text(chance, 2)}“ {text(chance, 1)}" for _ in range(QUESTIONS // 4)]
    looked = 0
    look = reading.Reader._look_for

    def counting(self, numbers, rows):
        nonlocal looked
        looked += len(rows)
        return look(self, numbers, rows)

    monkeypatch.setattr(reading.Reader, "_look_for", counting)

    def answers(at_once: int) -> tuple[list, int]:
        nonlocal looked
        looked = 0
        monkeypatch.setattr(ranking, "_TEXTS", at_once)
        monkeypatch.setattr(ranking, "_MOST_TEXTS", at_once)
        monkeypatch.setattr(ranking, "_SORTED", at_once)
        with django_db_blocker.unblock():
            return [engine.search(parse(question, {})) for question in questions], looked

    whole, all_looked = answers(DOCUMENTS)
    pruned, few_looked = answers(5)
    assert [(hits.total, hits.hits) for hits in pruned] == [
        (hits.total, hits.hits) for hits in whole
    ]
    assert 0 < few_looked < all_looked / 2
