"""Nothing that was published is lost on its way to Elasticsearch, whoever dies when."""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from practices.models import PracticeRecord
from practices.nominations.signals import nominations_changed
from practices.upkeep import answering
from practices.upkeep.choices import LifeState
from practices.upkeep.models import Standing
from practices.wording import date_text
from search import outbox, signal_handlers, sync
from search.engines import chosen
from search.engines.base import Key
from search.models import OutboxRow
from search.query import parse
from tests.practices.pages import published

ROOT = Path(__file__).resolve().parent.parent.parent
ELASTICSEARCH = "elasticsearch"


@pytest.fixture
def site(settings, elasticsearch_url: str, elasticsearch_index: str):
    """A site with an Elasticsearch of its own, whose index is built and empty."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    cache.clear()
    engine = chosen.elasticsearch_engine(patient=True)
    sync.rebuild(engine)
    yield engine
    for make in (chosen._web_client, chosen._worker_client):
        make.cache_clear()


def found(engine, text: str) -> list[str]:
    engine.refresh()
    return [hit.pid for hit in engine.search(parse(text)).hits]


@pytest.mark.django_db
def test_drain_tells_what_was_published_changed_and_withdrawn(site):
    page = published(title="Осветление")
    assert found(site, "осветление") == []
    assert sync.drain() == 1
    assert found(site, "осветление") == [page.pid]

    page.title = "Чешма"
    page.save_revision().publish()
    sync.drain()
    assert (found(site, "осветление"), found(site, "чешма")) == ([], [page.pid])

    page.unpublish()
    sync.drain()
    assert found(site, "чешма") == []
    assert OutboxRow.objects.count() == 0


@pytest.mark.django_db
def test_outbox_holds_one_row_for_many_changes(site):
    page = published(title="Осветление")
    for number in range(3):
        page.title = f"Осветление {number}"
        page.save_revision().publish()
    row = OutboxRow.objects.get()
    assert (row.pid, row.version) == (page.pid, 4)
    assert sync.drain() == 1


@pytest.mark.django_db(transaction=True)
def test_outbox_and_index_are_written_with_the_record_or_not_at_all(site):
    def publish_and_fail() -> None:
        with transaction.atomic():
            published(title="Осветление")
            assert OutboxRow.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_and_fail()
    assert PracticeRecord.objects.count() == 0
    assert OutboxRow.objects.count() == 0
    assert chosen.database_engine().search(parse("осветление")).total == 0


@pytest.mark.django_db(transaction=True)
def test_answer_of_a_contact_reaches_every_index_with_it_or_not_at_all(site, client):
    page = published(title="Осветление")
    sync.drain()
    row = Standing.objects.create(pid=page.pid)
    stopped = parse("", {"life": ["stopped"]})

    def engines_find() -> list[list[str]]:
        sync.drain()
        site.refresh()
        both = (site, chosen.database_engine())
        return [[hit.pid for hit in engine.search(stopped).hits] for engine in both]

    def answer_and_fail() -> None:
        with transaction.atomic():
            answering.answer(row, LifeState.STOPPED)
            assert OutboxRow.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer_and_fail()
    assert OutboxRow.objects.count() == 0
    assert engines_find() == [[], []]
    answering.answer(row, LifeState.STOPPED)
    assert engines_find() == [[page.pid], [page.pid]]
    shown = client.get("/tarsene/?q=осветление&life=stopped").content.decode()
    assert f"<span>Спряна ({date_text(timezone.localdate())})</span>" in shown
    # A rebuild that runs while somebody answers must not lose the answer.
    started = timezone.now()
    answering.answer(row, LifeState.RUNNING)
    sync.drain()
    sync._ask_for_unversioned(site, started)
    assert OutboxRow.objects.get().pid == page.pid
    assert engines_find() == [[], []]


@pytest.mark.django_db
def test_site_without_elasticsearch_collects_no_rows(settings):
    settings.ELASTICSEARCH_URL = ""
    published()
    assert OutboxRow.objects.count() == 0
    assert sync.drain() == 0


@pytest.mark.django_db
def test_request_that_comes_during_the_work_stays(site):
    page = published(title="Осветление")
    rows = outbox.take(ELASTICSEARCH, 10)
    outbox.ask(ELASTICSEARCH, {Key(page.pid, "bg"): 2})
    assert outbox.done(rows) == 0
    (row,) = outbox.take(ELASTICSEARCH, 10)
    assert row.version == 2


@pytest.mark.django_db
def test_row_taken_by_one_worker_is_not_given_to_another(site):
    published()
    assert len(outbox.take(ELASTICSEARCH, 10)) == 1
    assert outbox.take(ELASTICSEARCH, 10) == []


@pytest.mark.django_db
def test_failure_waits_longer_each_time_and_says_why(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{probe.getsockname()[1]}"
        published()
        pauses = []
        for _ in range(3):
            OutboxRow.objects.update(next_try=timezone.now())
            with pytest.raises(sync.SearchUnavailable):
                sync.drain()
            row = OutboxRow.objects.get()
            pauses.append(round((row.next_try - timezone.now()).total_seconds()))
    assert pauses == [5, 10, 20]
    assert (row.attempts, row.error, row.leased_until) == (3, "ConnectionError", None)
    assert outbox.next_try(1000) - timezone.now() <= outbox.LAST_RETRY
    OutboxRow.objects.update(next_try=timezone.now())
    with pytest.raises(CommandError, match="does not answer"):
        call_command("search_sync")
    chosen._worker_client.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_worker_killed_while_sending_loses_nothing(site, database_url: str):
    page = published(title="Осветление")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
            "ELASTICSEARCH_URL": f"http://127.0.0.1:{silent.getsockname()[1]}",
        }
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "search_sync"], cwd=ROOT, env=environment
        )
        connection, _address = silent.accept()  # it is sending now
        with connection:
            assert OutboxRow.objects.get().leased_until > timezone.now()
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    assert sync.drain() == 0  # the dead worker's lease still holds
    OutboxRow.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert sync.drain() == 1
    assert found(site, "осветление") == [page.pid]


@pytest.mark.django_db
def test_refused_document_does_not_hold_up_the_others(site, monkeypatch):
    good, bad = published(title="Осветление"), published(title="Чешма")
    real = sync.RecordsSource.documents

    def documents(self, keys):
        for document in real(self, keys):
            if document.pid == bad.pid:
                facets = {**document.facets, "surprise": ("x",)}
                document = type(document)(
                    **{
                        **{name: getattr(document, name) for name in document.__slots__},
                        "facets": facets,
                    }
                )
            yield document

    monkeypatch.setattr(sync.RecordsSource, "documents", documents)
    assert sync.drain() == 1
    assert found(site, "осветление") == [good.pid]
    row = OutboxRow.objects.get()
    assert (row.pid, row.attempts) == (bad.pid, 1)
    assert row.error == "strict_dynamic_mapping_exception"


@pytest.mark.django_db
def test_reconcile_mends_every_index(site):
    page, gone = published(title="Осветление"), published(title="Чешма")
    sync.drain()
    database = chosen.database_engine()
    for engine in (site, database):
        engine.delete({Key(page.pid, "bg"): 1})
    PracticeRecord.objects.filter(pid=gone.pid).update(state="withdrawn")
    assert sync.reconcile() == 4
    sync.drain()
    for engine in (site, database):
        assert engine.stamps().keys() == {Key(page.pid, "bg")}
    assert sync.reconcile() == 0


@pytest.mark.django_db
def test_nomination_moves_the_order_without_a_new_version(site):
    one, two = published(title="Вода в село"), published(title="Вода в града")
    sync.drain()
    # The counter itself belongs to the nominations; here only its news.
    nominations_changed.send(object, pid=two.pid, count=7)
    query = parse("", {"sort": "nominated"})
    assert chosen.database_engine().search(query).hits[0].pid == two.pid
    assert OutboxRow.objects.get().pid == two.pid
    assert one.pid != two.pid


@pytest.mark.django_db
def test_english_record_takes_the_bulgarian_one_out_of_english(settings):
    settings.ELASTICSEARCH_URL = ""
    page = published(title="Осветление на gabrovo")
    engine = chosen.database_engine()
    english = parse("gabrovo", language="en")
    assert [hit.language for hit in engine.search(english).hits] == ["bg"]
    record = PracticeRecord.objects.get(pid=page.pid)
    twin = PracticeRecord(
        pid=page.pid,
        language="en",
        slug=f"{record.slug}-en",
        state="live",
        document={**record.document, "language": "en", "title": "Lights of Gabrovo"},
        version=1,
        title="Lights of Gabrovo",
        first_published_on=record.first_published_on,
        published_at=record.published_at,
    )
    twin.save()
    signal_handlers.index_record(twin)
    assert [hit.language for hit in engine.search(english).hits] == ["en"]
    assert [hit.language for hit in engine.search(parse("gabrovo")).hits] == ["bg"]


@pytest.mark.django_db
def test_rebuild_of_one_index_runs_once_at_a_time(site):
    cache.add(sync.REBUILD_LOCK + ELASTICSEARCH, 1, 60)
    with pytest.raises(sync.RebuildRunning):
        sync.rebuild(site)
    with pytest.raises(CommandError, match="being rebuilt already"):
        call_command("search_rebuild", engine=ELASTICSEARCH)
    call_command("search_rebuild", engine=ELASTICSEARCH, force=True)


@pytest.mark.django_db
def test_commands_tell_the_state(site, capsys):
    published(title="Осветление")
    call_command("search_status")
    said = capsys.readouterr().out
    assert "records: 1" in said
    assert "elasticsearch: 0 documents · current" in said
    assert "outbox: 1 waiting" in said
    call_command("search_sync")
    call_command("search_status")
    assert "outbox: empty" in capsys.readouterr().out
