"""As much text as an index takes, in few questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.models import PracticeRecord
from search.attachments import texts
from search.attachments.models import AttachmentText
from search.attachments.texts import shares, texts_of, texts_of_all, titles_of
from search.engines.base import Key
from search.sources import RecordsSource
from tests import papers
from tests.practices.pages import published
from tests.search.attachments.files import DECREE, attachment, practice, publication, read_all


@pytest.mark.parametrize(
    ("sizes", "cut"),
    [((2, 3), (2, 3)), ((9, 9), (5, 5)), ((2, 9), (2, 8)), ((9, 1, 9), (4, 1, 5)), ((), ())],
)
def test_long_texts_share_what_short_ones_leave(sizes, cut):
    given_texts = {str(number): "а" * size for number, size in enumerate(sizes)}
    kept = shares(given_texts, 10)
    assert list(kept) == list(given_texts)
    assert tuple(len(text) for text in kept.values()) == cut


@given(st.lists(st.integers(0, 300), max_size=8), st.integers(0, 500))
def test_shares_fill_the_room_and_no_more(sizes, room):
    given_texts = {str(number): "а" * size for number, size in enumerate(sizes)}
    kept = shares(given_texts, room)
    assert sum(map(len, kept.values())) == min(room, sum(sizes))
    assert all(given_texts[path].startswith(text) for path, text in kept.items())


@pytest.mark.django_db
def test_titles_and_texts_come_by_path_in_the_order_of_the_record():
    decree, empty = attachment(), attachment(papers.scan(), "scan.pdf")
    page = practice(decree, empty, attachment(b"x", "c.xlsx"))
    read_all()
    document = page.records.get().document
    assert titles_of(document) == {decree.file.name: "Документ 1", empty.file.name: "Документ 2"}
    assert texts_of(document) == {decree.file.name: DECREE}


@pytest.mark.django_db
def test_publication_with_a_file_has_a_text_too():
    page = publication(attachment())
    read_all()
    assert list(texts_of(page.records.get().document).values()) == [DECREE]


@pytest.mark.django_db
def test_many_records_cost_one_question_and_records_without_files_none(django_assert_num_queries):
    with_files = [
        practice(attachment(name=f"{n}.pdf"), attachment(name=f"{n}b.pdf")) for n in "abc"
    ]
    without = published()
    read_all()
    documents = [page.records.get().document for page in (*with_files, without)]
    with django_assert_num_queries(1):
        found = texts_of_all(documents)
    assert [len(one) for one in found] == [2, 2, 2, 0]
    with django_assert_num_queries(0):
        assert texts_of(documents[-1]) == {}


@pytest.mark.django_db
def test_source_of_the_indices_reads_texts_in_one_question_a_chunk(
    django_assert_num_queries, monkeypatch
):
    pages = [practice(attachment(name=f"{n}.pdf")) for n in "abcd"]
    read_all()
    keys = [Key(page.pid, "bg") for page in pages]
    with django_assert_num_queries(4):  # nominations, records, standings, texts
        documents = list(RecordsSource().documents(keys))
    assert ["кашпиране" in d.fields["attachments"].exact for d in documents] == [True] * 4
    monkeypatch.setattr("search.sources.TEXTS", 2)
    with django_assert_num_queries(5):
        assert len(list(RecordsSource().documents(keys))) == 4


@pytest.mark.django_db
def test_index_takes_the_beginning_of_a_long_file(monkeypatch):
    monkeypatch.setattr(texts, "MAX_JOINED", 20)
    page = practice(attachment())
    read_all()
    (text,) = texts_of(page.records.get().document).values()
    assert text == DECREE[:20]
    assert AttachmentText.objects.get().text == DECREE


@pytest.mark.django_db
def test_read_since_names_the_practices_of_files_read_lately():
    page = practice(attachment())
    published()
    read_all()
    tried = AttachmentText.objects.get().tried_at
    assert texts.read_since(tried) == [page.pid]
    assert texts.read_since(tried + 2 * texts.LEASE) == []
    assert PracticeRecord.objects.count() == 2
