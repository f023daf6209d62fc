"""The public record: written by whatever publishes, true to the page, and never forgotten."""

import importlib
import json
import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import Locale

from practices import records, refreshing
from practices.document import build_document
from practices.models import FundingProgramme as Programme
from practices.models import (
    Municipality,
    PracticeEvent,
    PracticeFunding,
    PracticeMeasure,
    PracticePage,
    PracticePartner,
    PracticeProjectCode,
    PracticeRecord,
    PracticeSource,
    PracticeStep,
    RecordAddress,
    RecordChange,
    RefreshRequest,
    Theme,
)
from practices.signals import record_written
from tests.practices.pages import draft, organisation, published

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Draft202012Validator(
    json.loads((ROOT / "schema" / "practice-record.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)


def changes(pid: str) -> list[tuple[str, int]]:
    return list(RecordChange.objects.filter(pid=pid).order_by("id").values_list("what", "version"))


def full_practice(**fields) -> PracticePage:
    return draft(
        steps=[PracticeStep(action="Покана", term="месец", responsible="кметът")],
        measures=[
            PracticeMeasure(
                indicator="отпадък", before="2600", after="2100", unit="т", nature="outcome",
                kind="measured",
            )
        ],
        events=[PracticeEvent(name="Среща", kind="meeting", start="2010-07", participants=9)],
        funding=[PracticeFunding(programme=Programme.objects.first(), share="85 %")],
        partners=[
            PracticePartner(
                organisation=organisation("Община Сурия", "foreign_municipality", "ES"), role="опит"
            )
        ],
        project_codes=[PracticeProjectCode(raw="BG05SFOP001-2.025-0025-С01")],
        sources=[PracticeSource(title="Новина", publisher="сайт на общината", read="full")],
        cost_amount=Decimal(195583),
        cost_currency="BGN",
        cost_year=2016,
        start_year=2010,
        end_year=2012,
        **fields,
    )  # fmt: skip


def test_record_of_a_full_practice_holds_to_the_schema():
    page = full_practice()
    page.save_revision().publish()
    assert list(SCHEMA.iter_errors(page.records.get().document)) == []


def test_schema_refuses_a_document_with_an_unknown_field():
    document = build_document(draft()) | {"contact_email": "a@example.org"}
    assert [error.validator for error in SCHEMA.iter_errors(document)] == ["additionalProperties"]


def test_draft_has_no_record():
    page = full_practice()
    assert not PracticeRecord.objects.filter(pid=page.pid).exists()


def test_preview_is_the_record_to_come():
    page = full_practice()
    before = records.build_record(page)
    page.save_revision().publish()
    stored = page.records.get().document
    assert {**before, "first_published_on": ""} == {**stored, "first_published_on": ""}


def test_publishing_writes_record_facets_address_and_change():
    page = full_practice()
    page.save_revision().publish()
    record = page.records.get()
    assert (record.state, record.version, record.slug) == ("live", 1, page.slug)
    assert set(record.facets.values_list("facet", "value")) >= {
        ("municipality", "GAB05"),
        ("oblast", "GAB"),
        ("year", "2010"),
        ("year", "2011"),
        ("year", "2012"),
        ("has", "measured_results"),
        ("has", "foreign_partner"),
    }
    assert RecordAddress.objects.get(slug=page.slug, language="bg").pid == page.pid
    assert changes(page.pid) == [("published", 1)]


def test_parent_theme_lists_the_practice_too():
    child = Theme.objects.exclude(parent=None).first()
    page = published(themes=[child])
    values = page.records.get().facets.filter(facet="theme").values_list("value", flat=True)
    assert set(values) == {child.slug, child.parent.slug}


def test_publishing_again_without_a_change_writes_nothing():
    page = published()
    page.save_revision().publish()
    assert changes(page.pid) == [("published", 1)]


def test_saved_draft_of_a_live_practice_leaves_the_record_alone():
    page = published(title="Преди")
    page.title = "След"
    page.save_revision()
    assert page.records.get().title == "Преди"


def test_published_edit_is_a_new_version():
    page = published(title="Преди")
    page.title = "След"
    page.save_revision().publish()
    assert (page.records.get().title, changes(page.pid)) == (
        "След",
        [("published", 1), ("updated", 2)],
    )


def test_unpublishing_leaves_a_tombstone_with_the_reason():
    page = published(withdrawal_reason="Общината поиска да я свалим.")
    page.unpublish()
    record = PracticeRecord.objects.get(pid=page.pid)
    assert (record.state, record.reason) == ("withdrawn", "Общината поиска да я свалим.")
    assert not record.facets.exists()
    assert changes(page.pid) == [("published", 1), ("withdrawn", 2)]


def test_deleting_leaves_a_tombstone():
    page = published()
    pid = page.pid
    page.delete()
    record = PracticeRecord.objects.get(pid=pid)
    assert (record.state, record.page) == ("withdrawn", None)


def test_publishing_again_revives_the_tombstone_under_its_number():
    page = published()
    page.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    record = PracticeRecord.objects.get(pid=page.pid)
    assert (record.state, record.version) == ("live", 3)


def test_old_address_is_remembered_after_a_rename():
    page = published(slug="stara")
    page.slug = "nova"
    page.save_revision().publish()
    pids = RecordAddress.objects.filter(slug__in=["stara", "nova"]).values_list("pid", flat=True)
    assert list(pids) == [page.pid, page.pid]


def test_moved_record_points_to_the_other():
    gone, stays = published(), published()
    records.move(gone.pid, "bg", stays.pid, "Двете са една практика.")
    record = PracticeRecord.objects.get(pid=gone.pid)
    assert (record.state, record.moved_to) == ("moved", stays.pid)


def test_record_and_signal_share_the_transaction():
    page = full_practice()

    def break_down(record, **kwargs):
        raise RuntimeError("the listener failed")

    record_written.connect(break_down)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            page.save_revision().publish()
    finally:
        record_written.disconnect(break_down)
    page.refresh_from_db()
    assert (page.live, PracticeRecord.objects.filter(pid=page.pid).exists()) == (False, False)


def test_failed_practices_for_municipalities_only_are_not_in_the_record():
    page = published(what_failed="<p>Провали се</p>", what_failed_visible_to="municipalities")
    document = page.records.get().document
    assert (document["what_failed"], document["what_failed_restricted"]) == ("", True)
    assert "Провали" not in json.dumps(document, ensure_ascii=False)


def test_contact_without_consent_stays_out_of_the_record():
    page = published(
        contact_phone="0000 111", contact_fax="0000 222", contact_email="office@example.org"
    )
    assert page.records.get().document["contact"] == {
        "organisation": "",
        "phone": "",
        "fax": "",
        "has_email": True,
    }


def test_markup_in_rich_text_is_cleaned():
    page = published(
        practice='<p onclick="x()">Текст<script>alert(1)</script><img src=x onerror=alert(1)></p>'
        '<p><a href="javascript:alert(1)">връзка</a></p>'
    )
    assert page.records.get().document["practice"] == "<p>Текст</p><p><a>връзка</a></p>"


def test_editor_that_holds_only_empty_paragraphs_is_empty():
    assert published(limits="<p></p><p> </p>").records.get().document["limits"] == ""


def test_renamed_theme_reaches_the_records_by_the_job():
    theme = Theme.objects.exclude(parent=None).first()
    page, other = published(themes=[theme]), published(themes=[theme.parent])
    theme.name_bg = "Ново име"
    theme.save()
    assert RefreshRequest.objects.count() == 1
    assert refreshing.carry_out() == 1
    assert page.records.get().document["themes"][0]["name_bg"] == "Ново име"
    assert changes(page.pid) == [("published", 1), ("refreshed", 2)]
    assert changes(other.pid) == [("published", 1)]
    assert RefreshRequest.objects.count() == 0


def test_renamed_oblast_reaches_the_records_of_its_municipalities():
    page = published()
    oblast = Municipality.objects.get(code="GAB05").oblast
    oblast.name_en = "Gabrovo Province"
    oblast.save()
    refreshing.carry_out()
    oblast_shown = page.records.get().document["municipalities"][0]["oblast"]
    assert oblast_shown["name_en"] == "Gabrovo Province"


def test_practice_that_inspired_another_disappears_from_it_when_withdrawn():
    origin = published()
    copy = published(inspiration="transferred", inspired_by=origin, inspired_by_text="от Габрово")
    assert copy.records.get().document["inspired_by"]["pid"] == origin.pid
    origin.unpublish()
    refreshing.carry_out()
    assert copy.records.get().document["inspired_by"] == {
        "relation": "transferred",
        "text": "от Габрово",
        "pid": "",
        "url": "",
    }


def test_records_check_finds_and_repairs_each_kind_of_difference(capsys):
    missing, different, extra, good = (published() for _ in range(4))
    PracticeRecord.objects.filter(pid=missing.pid).delete()
    PracticeRecord.objects.filter(pid=different.pid).update(document={"pid": different.pid})
    PracticePage.objects.filter(pk=extra.pk).update(live=False)
    expected = {(missing.pid, "missing"), (different.pid, "different"), (extra.pid, "extra")}
    assert {(pid, what) for pid, _language, what in records.differences()} == expected
    with pytest.raises(SystemExit):
        call_command("records_check")
    call_command("records_check", "--repair")
    assert records.differences() == []
    assert changes(good.pid) == [("published", 1)]


def test_records_check_finds_facets_that_disagree():
    page = published()
    page.records.get().facets.all().delete()
    assert [what for _pid, _language, what in records.differences()] == ["different"]
    call_command("records_check", "--repair")
    assert records.differences() == []


def test_translation_shares_the_number_and_a_copy_does_not():
    page = published()
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    copy = page.copy(update_attrs={"slug": "kopie", "title": "Копие"}, keep_live=False)
    assert english.pid == page.pid
    assert copy.pid != page.pid


def test_english_record_stands_beside_the_bulgarian_one():
    page = published()
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Composting at home"
    english.save_revision().publish()
    assert list(
        PracticeRecord.objects.filter(pid=page.pid)
        .order_by("language")
        .values_list("language", "title")
    ) == [("bg", page.title), ("en", "Composting at home")]
    assert (
        PracticeRecord.objects.get(pid=page.pid, language="en").document["url"].startswith("/en/")
    )


def test_comparing_costs_two_queries_more_for_each_further_record():
    """A record's own facets and files are read one by one; no relation of the page may be."""

    def queries_with(more: int) -> int:
        for _ in range(more):
            full_practice().save_revision().publish()
        with CaptureQueriesContext(connection) as counted:
            assert records.differences() == []
        return len(counted)

    few = queries_with(1)
    assert queries_with(5) - few == 5 * 2


KILLED_WHILE_PUBLISHING = """
import os, signal, django
django.setup()
from practices.models import PracticePage
from practices.signals import record_written
def die(**kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
record_written.connect(die)
PracticePage.objects.get(pid={pid!r}).save_revision().publish()
"""


@pytest.mark.django_db(transaction=True)
def test_process_killed_between_page_and_record_leaves_neither(database_url):
    page = full_practice()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_PUBLISHING.format(pid=page.pid)],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "kb.settings.test"},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    page.refresh_from_db()
    assert (page.live, PracticeRecord.objects.filter(pid=page.pid).count()) == (False, 0)
    page.save_revision().publish()
    assert page.records.get().version == 1


@pytest.mark.parametrize(
    "slug,expected",
    [
        ("Щастлива-женска-яхта", "shtastliva-zhenska-yahta"),
        ("", "kompostirane-u-doma"),
        ("latin-stays", "latin-stays"),
    ],
)
def test_address_is_in_latin_letters_whatever_was_typed(slug, expected):
    page = published(title="Компостиране у дома", slug=slug)
    assert (page.slug, page.records.get().slug) == (expected, expected)


def test_address_that_is_taken_gets_a_number():
    published(title="Компостиране у дома", slug="")
    assert published(title="Компостиране у дома", slug="").slug == "kompostirane-u-doma-2"


@pytest.mark.parametrize(
    "fields,bands",
    [
        ({"cost_amount": 12_000, "cost_currency": "EUR"}, ["10k_50k"]),
        # No honest rate, no band.
        ({"cost_amount": 12_000, "cost_currency": "other", "cost_currency_name": "крони"}, []),
        ({}, []),
    ],
)
def test_cost_is_a_facet_of_records_old_and_new(fields, bands):
    facets = published(**fields).records.get().facets.filter(facet="cost")
    assert list(facets.values_list("value", flat=True)) == bands

    facets.delete()  # as records stood before there were bands
    migration = importlib.import_module("practices.migrations.0004_cost_facets")
    for _twice in range(2):
        migration.add(apps, connection.schema_editor())
    assert list(facets.values_list("value", flat=True)) == bands
    assert records.differences() == []
