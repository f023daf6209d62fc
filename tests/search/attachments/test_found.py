"""A word that stands only in a document finds the practice, and the page says in which document."""

import html
import re

import pytest
from django.core.cache import cache
from django.test import Client

from practices.models import PracticeRecord
from search import sync
from search.attachments.models import AttachmentText
from search.engines import chosen
from tests import papers
from tests.practices.pages import published
from tests.search.attachments.files import (
    DECREE,
    WORD,
    attachment,
    practice,
    publication,
    read_all,
    replace,
)


def found(client: Client, text: str) -> list[str]:
    """The addresses of the practices on the page of results, in order."""
    page = client.get("/tarsene/", {"q": text}).content.decode()
    return re.findall(r'<h\d[^>]*>\s*<a[^>]* href="(/praktiki/[^"?]+/)', page)


def said(client: Client, text: str) -> str:
    """The text of the page of results, on one line."""
    page = client.get("/tarsene/", {"q": text}).content.decode()
    return " ".join(html.unescape(re.sub(r"<(?!/?mark)[^>]+>", " ", page)).split())


def shown(page) -> str:
    return page.records.get().document["url"]


@pytest.fixture
def elasticsearch(settings, elasticsearch_url: str, elasticsearch_index: str):
    """A site that is answered by an Elasticsearch of its own, whose index is built and empty."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elasticsearch_index
    cache.clear()
    engine = chosen.elasticsearch_engine(patient=True)
    sync.rebuild(engine)
    yield engine
    for make in (chosen._web_client, chosen._worker_client):
        make.cache_clear()


@pytest.mark.django_db
def test_word_of_a_document_is_found_and_the_hit_says_which_document(client):
    page = practice(attachment(papers.scan(), "scan.pdf"), attachment())
    published(title="Друга практика")
    assert found(client, WORD) == []
    read_all()
    assert found(client, WORD) == [shown(page)]
    told = said(client, WORD)
    assert f"<mark>{WORD}</mark> на стари бидони" in told
    assert "Документ 2" in told
    assert "Документ 1" not in told


@pytest.mark.django_db
def test_word_of_a_document_is_found_in_any_form_and_in_a_publication(client):
    page = publication(attachment(papers.word("Бидоните се кашпират през март."), "b.docx"))
    read_all()
    assert found(client, "бидон") == [shown(page)]
    assert "„Брошура“" in said(client, "бидон")


@pytest.mark.django_db
def test_practice_that_says_the_word_itself_stands_first(client):
    attached = practice(attachment(papers.pdf("Чешмата в центъра, чешма, чешми")))
    own = published(title="Чешма в парка")
    read_all()
    assert found(client, "чешма") == [shown(own), shown(attached)]


@pytest.mark.django_db
def test_word_of_a_file_is_lost_with_the_file(client):
    first, second = attachment(), attachment(papers.pdf("Полиелеи за читалището"), "b.pdf")
    page = practice(first, second)
    read_all()
    page.documents = [row for row in page.documents.all() if row.file_id == second.pk]
    page.save_revision().publish()
    assert (found(client, WORD), found(client, "полиелеи")) == ([], [shown(page)])
    replace(second, papers.scan())
    AttachmentText.objects.update(due_at=page.last_published_at)
    read_all()
    assert found(client, "полиелеи") == []


@pytest.mark.django_db
def test_file_of_a_draft_is_not_found(client):
    page = practice(attachment(), live=False)
    read_all()
    assert found(client, WORD) == []
    page.save_revision().publish()
    read_all()
    assert found(client, WORD) == [PracticeRecord.objects.get().document["url"]]


@pytest.mark.django_db
def test_hostile_text_of_a_document_is_shown_as_text(client):
    practice(attachment(papers.word(f"{WORD} <script>alert(1)</script> & край"), "x.docx"))
    read_all()
    page = client.get("/tarsene/", {"q": WORD}).content.decode()
    assert f"<mark>{WORD}</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; край" in page


@pytest.mark.django_db
def test_elasticsearch_hears_of_a_text_and_of_its_end(client, elasticsearch):
    page = practice(attachment())
    sync.drain()
    elasticsearch.refresh()
    assert found(client, WORD) == []
    read_all()
    assert sync.drain() == 1
    elasticsearch.refresh()
    assert found(client, WORD) == [shown(page)]
    assert f"<mark>{WORD}</mark> на стари бидони" in said(client, WORD)
    page.unpublish()
    sync.drain()
    elasticsearch.refresh()
    assert found(client, WORD) == []


@pytest.mark.django_db
def test_text_read_during_a_rebuild_reaches_the_new_index(client, elasticsearch, monkeypatch):
    page = practice(attachment())
    real = type(elasticsearch)._swap

    def read_meanwhile(engine, new: str) -> None:
        read_all()
        sync.drain()
        real(engine, new)

    monkeypatch.setattr(type(elasticsearch), "_swap", read_meanwhile)
    sync.rebuild(elasticsearch)
    sync.drain()
    elasticsearch.refresh()
    assert found(client, WORD) == [shown(page)]
    assert AttachmentText.objects.get().text == DECREE
