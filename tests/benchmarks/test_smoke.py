"""The benchmarks run: on few practices, for their answers and not for their times."""

import json
import tempfile

import pytest
from elasticsearch import Elasticsearch

from benchmarks import (
    analyse,
    bodies,
    database,
    engines,
    growth,
    loading,
    rebuild,
    site,
    timing,
    understand,
    view,
)
from benchmarks.corpus import Corpus
from benchmarks.words import Words
from search.bulgarian import token_streams
from search.documents import build
from search.engines.base import Key, ListSource, stamp
from search.engines.elasticsearch import ElasticsearchEngine, source
from search.query import parse

SIZE = 200


@pytest.fixture(scope="module")
def words(tmp_path_factory) -> Words:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("words")))
        made = Words(3000, 30_000)
        assert Words(3000, 30_000).spread == made.spread  # the second time from the file
    return made


@pytest.fixture
def corpus(words, tmp_path, monkeypatch) -> Corpus:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Corpus(SIZE, words)


@pytest.fixture
def server(elasticsearch_url, elasticsearch_index, monkeypatch) -> str:
    """A name for indices on the tests' own Elasticsearch."""
    monkeypatch.setenv("ELASTICSEARCH_URL", elasticsearch_url)
    return elasticsearch_index


def test_a_generated_practice_has_the_tokens_of_its_texts(corpus):
    for practice in list(corpus.practices())[:40]:
        made = practice.document()
        texts = {name: practice.text(name) for name in practice.fields}
        found = {name: token_streams(text) for name, text in texts.items()}
        assert {name: made.fields[name] for name in found} == found
        built = build(site.record(practice), version=1, facets={})
        assert (made.codes, made.pid, made.key) == (built.codes, built.pid, built.key)
        assert made.fields["practice"].lemma == built.fields["practice"].lemma


def test_the_same_seed_makes_the_same_practices_and_another_others(corpus, words):
    assert corpus.practice(7) == Corpus(SIZE, words).practice(7)
    assert corpus.questions(30) == Corpus(SIZE, words).questions(30)
    assert corpus.practice(7) != Corpus(SIZE, words, seed=2).practice(7)


def test_a_corpus_is_a_source_that_agrees_with_itself(corpus):
    stamps = corpus.stamps()
    documents = list(corpus.documents(stamps))
    assert {Key(made.pid, made.language): stamp(made) for made in documents} == stamps
    assert len(documents) == SIZE


def test_the_lines_of_a_load_say_what_the_engine_would_write(corpus):
    practices = list(corpus.practices())[:60]
    asked = [json.loads(line) for line in bodies.lines(practices).splitlines()]
    actions = [source(practice.document()) for practice in practices]
    assert asked[1::2] == [action["_source"] for action in actions]
    written = [(line["index"]["_id"], line["index"]["version"]) for line in asked[::2]]
    assert written == [(action["_id"], action["version"]) for action in actions]


def test_generated_practices_are_as_long_as_the_real_ones(corpus):
    own = [name for name in corpus.practice(1).fields if name != "attachments"]
    lengths = [sum(len(practice.fields[name]) for name in own) for practice in corpus.practices()]
    assert 225 <= sum(lengths) / SIZE <= 265


def test_questions_are_of_all_kinds(corpus):
    asked = [parse(text) for text in corpus.questions(100)]
    assert all(query.asks for query in asked)
    assert sum(bool(query.phrases) for query in asked) == 10
    assert sum(bool(query.excluded) for query in asked) == 10
    assert sum(query.text.isascii() for query in asked) == 10


def test_understanding_is_measured(corpus, monkeypatch, capsys):
    monkeypatch.setattr(understand, "Corpus", lambda size: corpus)
    assert len(understand.measure(SIZE, 20)) == 20
    understand.slowest(SIZE, 10, count=3)
    assert len(capsys.readouterr().out.splitlines()) == 8


def test_analysing_and_the_dictionary_are_measured(corpus, monkeypatch, lexicon_folder):
    monkeypatch.setattr(
        analyse, "texts", lambda size: [p.text("practice") for p in corpus.practices()]
    )
    assert min(analyse.measure_speed(lexicon_folder, SIZE).values()) > 0
    assert set(analyse.measure_lexicon(lexicon_folder, 0)) == {
        "lexicon, open, ms",
        "lexicon, resident, MB",
    }


def test_the_embedded_engine_is_measured(corpus, django_db_blocker):
    with django_db_blocker.unblock():
        engine = engines.sqlite("smoke")
        times = database.measure(engine, corpus, 20)
        held = engine.health().documents
        again = engines.filled(engines.sqlite("smoke"), corpus)
        engine.connection.close()
        again.connection.close()
    assert (len(times), held) == (20, SIZE)


def test_rebuilds_are_compared_with_raw_loads(corpus, server, django_db_blocker):
    documents = [practice.document() for practice in corpus.practices()]
    with django_db_blocker.unblock():
        assert rebuild.in_sqlite(documents) > 0
        assert rebuild.in_elasticsearch(documents, server) > 0


def test_growth_keeps_what_was_written_and_writes_what_is_missing(
    corpus, server, words, monkeypatch
):
    monkeypatch.setattr(growth, "Words", lambda version: words)
    monkeypatch.setattr(growth, "PREFIX", server)
    monkeypatch.setattr(loading, "CHUNK", 20)
    assert growth.measure(20, 50, 10) > 0
    engine = growth.filled(Corpus(50, words))
    (index,) = engine.client.indices.get_alias(name=engine.alias)
    engine.delete({Key("ДП-2026-0000030", "bg"): 1})
    engine.refresh()
    assert loading.fill(engine, Corpus(50, words)) == 20  # the chunk that lost one
    assert engine.health().documents == 50
    assert list(engine.client.indices.get_alias(name=engine.alias)) == [index]


@pytest.mark.django_db
def test_the_page_is_compared_with_a_raw_call(corpus, server, elasticsearch_url, settings):
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = server
    site.write_records(corpus)
    with Elasticsearch(elasticsearch_url) as client:
        engine = ElasticsearchEngine(client, server, replicas="false")
        engine.rebuild(ListSource([practice.document() for practice in corpus.practices()]))
        assert view.measure(corpus, engine, 10) > 0


def test_times_are_ordered():
    times = [float(n) for n in range(100)]
    assert [timing.quantile(times, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 99]
    ours, theirs = timing.in_turns([(lambda: None, lambda: None)] * 3)
    assert (len(ours), len(theirs)) == (3, 3)
