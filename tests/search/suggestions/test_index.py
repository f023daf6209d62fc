"""The index of suggestions follows records and registers, in their own transactions."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Max

from practices.models import FundingProgramme, Municipality, Oblast, PracticePage, Theme
from practices.models.people import PracticeFunding
from search import index_words
from search.suggestions import checks, finding, jobs, sync, writing
from search.suggestions.choosing import suggest
from search.suggestions.entries import PRACTICE, Row
from search.suggestions.models import Entry, IndexState, Posting, Term
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_words():
    """The words of the index are read anew for every test."""
    index_words.forget()
    yield
    index_words.forget()


def texts(typed: str, kind: str = PRACTICE) -> list[str]:
    return [found.text for found in suggest(typed) if found.kind == kind]


def snapshot() -> list[tuple]:
    """Everything in the index but its numbers."""
    terms = {term.pk: bytes(term.text).decode() for term in Term.objects.all()}
    postings: dict[int, list] = {}
    for posting in Posting.objects.all():
        row = (terms[posting.term_id], posting.weight, posting.readers)
        postings.setdefault(posting.entry_id, []).append(row)
    columns = ("kind", "key", "language", "readers", "text", "detail", "tokens", "version")
    return sorted(
        (*(getattr(entry, name) for name in columns), sorted(postings.get(entry.pk, [])))
        for entry in Entry.objects.all()
    )


def test_a_published_practice_is_suggested_and_a_withdrawn_one_vanishes_at_once():
    page = published(title="Чешми за селата")
    published(title="Чешмата на площада")
    assert sorted(texts("чеш")) == ["Чешмата на площада", "Чешми за селата"]
    page.unpublish()
    assert texts("чеш") == ["Чешмата на площада"]
    assert not Posting.objects.exclude(entry__in=Entry.objects.all()).exists()


def test_a_deleted_practice_is_not_suggested():
    page = published(title="Чешми за селата")
    assert texts("чеш") == ["Чешми за селата"]
    page.delete()
    assert texts("чеш") == []


def test_a_new_title_takes_the_place_of_the_old_one():
    page = published(title="Чешми за селата")
    page.title = "Кладенци за селата"
    page.save_revision().publish()
    assert (texts("чеш"), texts("клад")) == ([], ["Кладенци за селата"])
    assert Entry.objects.filter(kind=PRACTICE).count() == 1


def test_what_is_rolled_back_is_not_suggested():
    with transaction.atomic():
        published(title="Чешми за селата")
        assert texts("чеш") == ["Чешми за селата"]
        transaction.set_rollback(True)
    assert texts("чеш") == []


def test_readers_meet_one_language_of_a_practice(client):
    page = published(title="Чешми за селата")
    assert [found["text"] for found in asked(client, "/en/", "чеш")] == ["Чешми за селата"]
    translated = published(
        title="Fountains for the villages", language="en", pid=page.pid,
        translation_key=page.translation_key,
    )  # fmt: skip
    assert [found["text"] for found in asked(client, "/en/", "fount")] == [translated.title]
    assert asked(client, "/en/", "чеш") == []
    assert [found["text"] for found in asked(client, "/", "чеш")] == [page.title]
    assert asked(client, "/", "fount") == []
    translated.unpublish()
    assert [found["text"] for found in asked(client, "/en/", "чеш")] == ["Чешми за селата"]


def asked(client, root: str, typed: str) -> list[dict]:
    found = client.get(f"{root}tarsene/predlozheniya/", {"q": typed}).json()["suggestions"]
    return [one for one in found if one["kind"] == PRACTICE]


def test_a_practice_is_found_by_its_municipality_its_number_and_its_project():
    page = published(title="Чешми", municipalities=[Municipality.objects.get(code="SML31")])
    assert texts("смолян") == texts("smolya") == ["Чешми"]
    assert texts(page.pid[:-1]) == ["Чешми"]
    assert texts("чешми смол") == ["Чешми"]
    assert texts("чешми габр") == []


def test_a_place_that_the_title_begins_with_is_not_said_twice():
    published(title="Габрово: чешми")
    published(title="Чешми в Габрово")
    assert {found.text: found.detail for found in suggest("чеш")} == {
        "Габрово: чешми": "",
        "Чешми в Габрово": "Габрово",
    }


def test_a_renamed_theme_is_suggested_by_its_new_name_with_its_narrower_ones():
    theme = Theme.objects.filter(parent=None, children__isnull=False).first()
    child = theme.children.first()
    theme.name_bg = "Щъркелова тема"
    theme.save()
    assert texts("щъркел", "theme") == ["Щъркелова тема"]
    entry = Entry.objects.get(kind="theme", key=child.slug)
    assert entry.detail == "Щъркелова тема"


def test_a_new_and_a_deleted_theme_are_noticed():
    theme = Theme.objects.create(slug="shtarkeli", name_bg="Щъркели", name_en="Storks")
    assert texts("щърк", "theme") == ["Щъркели"]
    theme.delete()
    assert texts("щърк", "theme") == []


def test_a_closed_municipality_is_not_suggested():
    place = Municipality.objects.get(code="GAB05")
    assert texts("габро", "municipality") == ["Габрово"]
    place.valid_until = datetime.date(2020, 1, 1)
    place.save()
    assert texts("габро", "municipality") == []


def test_two_municipalities_of_one_name_are_told_apart_by_their_oblast():
    details = sorted(found.detail for found in suggest("община бяла") if found.text == "Бяла")
    assert details == ["обл. Варна", "обл. Русе"]
    oblast = Oblast.objects.get(name_bg="Русе")
    oblast.name_bg = "Русенска"
    oblast.save()
    details = sorted(found.detail for found in suggest("община бяла") if found.text == "Бяла")
    assert details == ["обл. Варна", "обл. Русенска"]


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("обл. смол", "oblast", "Смолян"),
        ("ст. заг", "municipality", "Стара Загора"),
        ("габровск", "municipality", "Габрово"),
        ("Veliko Ta", "municipality", "Велико Търново"),
    ],
)
def test_places_are_found_as_people_write_them(typed, kind, name):
    assert texts(typed, kind) == [name]


def test_a_programme_is_suggested_once_a_practice_names_it():
    programme = FundingProgramme.objects.create(
        slug="shtarkelov-fond", name_bg="Щъркелов фонд", short="ЩФ", kind="national"
    )
    assert texts("щърк", "programme") == []
    published(title="Чешми", funding=[PracticeFunding(programme=programme)])
    sync.reconcile()
    assert texts("щърк", "programme") == ["Щъркелов фонд"]


def test_frequent_questions_are_suggested_but_not_to_who_typed_one_already(monkeypatch):
    asked_often = [("чешми за селата", 9), ("чешмяна вода", 4)]
    monkeypatch.setattr(sync, "good_questions", lambda limit: asked_often)
    assert sync.reconcile() == 2
    assert texts("чеш", "question") == ["чешми за селата", "чешмяна вода"]
    assert texts("Чешми за селата", "question") == []
    monkeypatch.setattr(sync, "good_questions", lambda limit: asked_often[1:])
    assert sync.reconcile() == 2
    assert texts("чеш", "question") == ["чешмяна вода"]


def test_a_rebuilt_index_is_the_one_that_grew():
    for title in ("Чешми за селата", "Общински план", "Wi-Fi в читалищата"):
        published(title=title)
    sync.reconcile()
    grown = snapshot()
    assert sync.rebuild() == len(grown)
    assert snapshot() == grown


def test_reconciling_mends_what_differs_and_then_has_nothing_to_do():
    first, second, third = (published(title=f"Чешма {name}") for name in ("една", "две", "три"))
    sync.reconcile()
    wanted = snapshot()
    held = Entry.objects.filter(kind=PRACTICE)
    writing.delete(held.filter(key=first.pid).values_list("pk", flat=True))
    held.filter(key=second.pid).update(version=0, text="Нещо друго")
    held.filter(key=third.pid).update(readers=1)
    writing.write(
        [Row(PRACTICE, "ДП-1999-0001", "bg", 3, "Чешма от нищото", "x", 9, terms={"чешма": 9})]
    )
    Entry.objects.filter(kind="theme").first().delete()
    Entry.objects.filter(kind="oblast").update(text="Никъде")
    assert "Чешма от нищото" in texts("чешма")
    assert sync.reconcile() == 4 + 1 + 28
    assert snapshot() == wanted
    assert jobs.reconcile() == 0


def test_an_index_of_other_rules_is_noticed_and_made_anew():
    published(title="Чешми за селата")
    assert checks.index_is_current(databases=["default"]) == []
    assert jobs.rebuild_outdated() == 0
    IndexState.objects.filter(name="normaliser").update(value="older")
    Term.objects.create(shelf=0, text="чешмун".encode(), best=99)
    assert [warning.id for warning in checks.index_is_current(databases=["default"])] == [
        "suggestions.W001"
    ]
    assert jobs.rebuild_outdated() == 1
    assert checks.index_is_current(databases=["default"]) == []
    assert not Term.objects.filter(text="чешмун".encode()).exists()


def test_the_command_rebuilds_and_does_not_run_twice_at_once():
    out = StringIO()
    call_command("suggestions_rebuild", "--if-needed", stdout=out)
    assert out.getvalue() == ""
    call_command("suggestions_rebuild", stdout=out)
    assert out.getvalue() == f"suggestions: {Entry.objects.count()} entries\n"
    with sync._only_one():
        with pytest.raises(CommandError):
            call_command("suggestions_rebuild")
        call_command("suggestions_rebuild", "--force", stdout=out)


def test_a_term_knows_its_heaviest_entry_when_that_one_goes():
    rows = [
        Row(PRACTICE, f"ДП-1999-{n:04}", "bg", 3, "Щъркел", "x", n, terms={"щъркел": n})
        for n in (10, 30, 20)
    ]
    writing.write(rows)
    term = Term.objects.get(text="щъркел".encode())
    assert term.best == 30
    writing.delete([Entry.objects.get(key="ДП-1999-0030").pk])
    term.refresh_from_db()
    assert term.best == 20
    writing.write([Row(PRACTICE, "ДП-1999-0020", "bg", 3, "Щъркел", "x", 5, terms={"щъркел": 5})])
    term.refresh_from_db()
    assert term.best == 10
    truth = Posting.objects.values("term").annotate(most=Max("weight"))
    assert dict(truth.values_list("term", "most")) == dict(
        Term.objects.filter(pk__in=truth.values("term")).values_list("pk", "best")
    )


def test_of_very_many_words_that_begin_alike_the_heaviest_entries_are_found():
    letters = "абвгдежзик"
    rows = [
        Row(PRACTICE, f"ДП-1999-{n:04}", "bg", 3, f"Щ{one}{two}", "x", n, terms={f"щ{one}{two}": n})
        for n, (one, two) in enumerate((a, b) for a in letters for b in letters)
    ]
    assert len(rows) > 4 * finding.MAX_RANGE
    writing.write(rows)
    found = Entry.objects.in_bulk([c.entry for c in finding.find(conditions_of("щ"), [3])])
    assert sorted((entry.weight for entry in found.values()), reverse=True)[:20] == list(
        range(99, 79, -1)
    )


def conditions_of(text: str):
    from search.suggestions.typed import conditions

    return conditions(text, index_words.knowledge())


def test_publishing_writes_few_statements_more(django_assert_max_num_queries):
    published(title="Чешми за селата")
    with django_assert_max_num_queries(16):
        sync.index_practice(PracticePage.objects.get(title="Чешми за селата").pid)


@pytest.mark.parametrize(
    ("typed", "statements"),
    [
        ("чеш", 3),
        ("4e6", 3),
        ("чешмите за сел", 4),
        ("щщщщ", 1),
        ("щщщщ чеш", 2),
        ("щщщщ отп", 3),
        ("„“", 0),
    ],
)
def test_an_answer_takes_a_few_statements_whatever_is_typed(
    django_assert_num_queries, typed, statements
):
    published(title="Чешми за селата")
    index_words.knowledge()
    with django_assert_num_queries(statements):
        suggest(typed)
