"""From an empty form to a draft page, without scripts, cookies or a CSRF token."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.curation import transitions
from practices.curation.models import Submission
from practices.drafts import saving
from practices.drafts.entries import values_from
from practices.drafts.models import Draft, DraftFile
from practices.drafts.tokens import draft_path
from practices.drafts.typed import is_empty
from practices.entry import ROWS
from practices.models import PracticePage
from practices.records import build_record
from tests.practices.curation.cases import letters, person
from tests.practices.drafts.cases import ENTRY, SENDER, Writer, typed
from tests.practices.submissions.cases import pdf
from tests.practices.test_uploads import photograph

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("кухня.jpg", photograph(), content_type="image/jpeg")


def filled() -> Writer:
    """A draft with everything in it, open at the last step."""
    writer = Writer()
    for number in range(1, 6):
        assert writer.post(number, **typed(number), go="next").status_code == 302
    return writer


def test_every_field_arrives_in_the_draft_page():
    writer = filled()
    last = typed(5)
    writer.open(5)
    bulletin = {"publications-0-upload": pdf("бюлетин.pdf")}
    writer.post(5, **last, **bulletin, files=[pdf(), picture()], go="next")
    writer.open(5)
    gallery = Draft.objects.get().values["gallery"]
    documents = Draft.objects.get().values["documents"]
    publication = Draft.objects.get().values["publications"][0]
    described = last | {
        "publications-0-file": publication["file"],
        "documents-count": "2",
        "documents-1-title": "Правила",
        "documents-1-kind": "rules",
        "documents-1-file": documents[1]["file"],
        "gallery-count": "1",
        "gallery-0-file": gallery[0]["file"],
        "gallery-0-alt": "Кухнята",
    }
    writer.post(5, **described, go="next")
    response = writer.post(6, **typed(6), **writer.code(), go="send")
    assert response["Location"].startswith("/predlozhi/blagodarim/?n=")

    submission = Submission.objects.get()
    assert (submission.size, submission.state, submission.email) == ("full", "unconfirmed", SENDER)
    assert (submission.title, submission.lead_text) == (ENTRY["title"], ENTRY["lead_text"])
    assert submission.files.count() == 3
    assert DraftFile.objects.count() == 0
    assert len(letters()) == 1
    transitions.confirm(submission)
    page = transitions.accept(submission, actor=person()).submission.page
    page = PracticePage.objects.get(pk=page.pk)
    assert arrived(build_record(page)) == WANTED
    assert (page.what_failed, page.contact_email, page.consent) == (
        *("<p>Първата зима пътят не се чистеше.</p>", "office@example.org", True),
    )
    # The draft is closed: its links lead to the thanks, and nothing is sent twice.
    again = writer.post(6, **typed(6), go="send")
    assert again["Location"].startswith("/predlozhi/blagodarim/?n=")
    assert Submission.objects.count() == 1


def arrived(document: dict) -> dict:
    """What the record says, in as few words as can be compared."""
    d = document
    return {
        **{name: d[name] for name in ("title", "summary", "problem_line", "kind", "stage")},
        **{name: d[name] for name in ("background", "practice", "results", "limits")},
        **{name: d[name] for name in ("adapt_notes", "what_failed_restricted", "steps")},
        "measures": d["measures"],
        "places": sorted(row["code"] for row in d["municipalities"]),
        "note": d["municipalities_note"],
        "themes": sorted(row["slug"] for row in d["themes"]),
        "period": [d["period"][name] for name in ("start", "end", "ongoing", "duration_months")],
        "cost": [d["cost"][name] for name in ("amount", "currency", "year", "note")],
        "running": [d["running_cost"][name] for name in ("amount", "currency", "year", "note")],
        "labour": list(d["staff_effort"].values()),
        "funding": [(row["slug"], row["share"]) for row in d["funding"]],
        "codes": [row["raw"] for row in d["project_codes"]],
        "lead": (d["lead_organisation"]["name"], d["lead_organisation"]["kind"]),
        "partners": [(r["name"], r["kind"], r["country"], r["role"]) for r in d["partners"]],
        "needs": [row["slug"] for row in d["prerequisites"]],
        "groups": [row["slug"] for row in d["target_groups"]],
        "groups_note": d["target_groups_note"],
        "participation": list(d["participation"].values()),
        "events": d["events"],
        "publications": [
            (r["title"], r["kind"], r["issues"], r["print_run"], r["file"]["extension"])
            for r in d["publications"]
        ],
        "law": d["legal_basis"],
        "documents": [
            (
                r["title"],
                r["kind"],
                r["adopted_by"],
                r["adopted_on"],
                r["editable"],
                bool(r["file"]),
            )
            for r in d["documents"]
        ],
        "gallery": [row["alt"] for row in d["gallery"]],
        "sources": [row["url"] for row in d["sources"]],
        "innovator": d["innovator_name"],
        "contact": list(d["contact"].values()),
        "inspired": (d["inspired_by"]["relation"], d["inspired_by"]["text"]),
        "licence": d["licence"]["code"],
    }


WANTED = {
    **{name: ENTRY[name] for name in ("title", "summary", "problem_line", "kind", "stage")},
    "background": "<p>Нямаше кой да готви.</p><p>Магазинът затвори.</p>",
    "practice": "<p>Купихме микробус.</p><p>Наехме<br>готвач.</p>",
    "results": "<p>140 души се хранят топло.</p>",
    "limits": "<p>Трябва кухня.</p>",
    "adapt_notes": "<p>С по-малък микробус.</p>",
    "what_failed_restricted": True,
    "steps": ENTRY["steps"],
    "measures": ENTRY["measures"],
    "places": ["GAB05", "GAB35"],
    "note": "и две села отвъд",
    "themes": sorted(ENTRY["themes"]),
    "period": ["2019-03", "2021", True, 30],
    "cost": ["12500.50", "BGN", 2019, "без горивото"],
    "running": ["800.00", "BGN", 2020, "гориво"],
    "labour": ["12.0", "готвач и шофьор"],
    "funding": [("fm-na-eip-okolna-sreda", "85 %")],
    "codes": ["BG-1"],
    "lead": ("Община Габрово", "municipality"),
    "partners": [("KS", "association", "NO", "обучение")],
    "needs": ENTRY["prerequisites"],
    "groups": ENTRY["target_groups"],
    "groups_note": "самотни хора",
    "participation": ["consulted", "анкета"],
    "events": ENTRY["events"],
    "publications": [("Бюлетин", "bulletin", 4, 500, "pdf")],
    "law": ENTRY["legal_basis"],
    "documents": [
        ("Наредба", "ordinance", "общинският съвет", "2019-01-31", True, False),
        ("Правила", "rules", "", None, False, True),
    ],
    "gallery": ["Кухнята"],
    "sources": ["https://example.org/n", "https://example.org/novina"],
    "innovator": "Домашен социален патронаж",
    "contact": ["кметството", "066 123", "066 124", True],
    "inspired": ("inspired", "Тревис, Италия"),
    "licence": "CC-BY-SA-4.0",
}


def test_what_is_wrong_is_kept_shown_and_does_not_hold_one_back():
    writer = Writer()
    response = writer.post(4, start_year="двехиляди", cost_amount="12,5", go="next")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["start_year", "cost_currency"]
    assert 'value="двехиляди"' in writer.page
    assert writer.post(4, start_year="двехиляди", go="anyway")["Location"].endswith("/5/")
    writer.post(5, evidence_link="няма", go="back")
    assert 'value="двехиляди"' in writer.page
    assert 'value="няма"' in writer.open(5)
    assert Draft.objects.get().values["start_year"] == "двехиляди"


def test_rows_come_and_go_by_buttons():
    writer = Writer()
    typed_in = {"steps-count": "1", "steps-0-action": "Първо", "background": "Преди"}
    writer.post(2, **typed_in, add_row="steps")
    assert writer.hidden("steps-count") == "2"
    assert "Преди</textarea>" in writer.page
    both = {**typed_in, "steps-count": "2", "steps-1-action": "Второ"}
    writer.post(2, **both, remove_row="steps-0")
    assert Draft.objects.get().values["steps"] == [
        {"action": "Второ", "term": "", "responsible": ""}
    ]
    assert "Преди</textarea>" in writer.page
    assert is_empty("measures", {"kind": "claimed", "nature": "outcome", "planned": False})


def test_upload_that_fails_loses_nothing_and_removing_a_row_erases_its_file():
    writer = Writer()
    wrong = SimpleUploadedFile("вирус.exe", b"MZ", content_type="application/pdf")
    response = writer.post(
        5, evidence_link="https://example.org/x", files=[pdf(), wrong], go="next"
    )
    assert [fault.split(":")[0] for fault in response.context["faults"]] == ["вирус.exe"]
    assert 'value="https://example.org/x"' in writer.page
    file = DraftFile.objects.get()
    shown = writer.client.get(f"{writer.root}fayl/{file.key}/")
    assert b"".join(shown.streaming_content) == b"%PDF-1.7 text"
    writer.post(
        5,
        **{"documents-count": "1", "documents-0-title": "Наредба.pdf"},
        **{"documents-0-file": file.key, "remove_row": "documents-0"},
    )
    assert DraftFile.objects.count() == 0
    assert Draft.objects.get().values["documents"] == []


def test_publication_has_a_file_of_its_own_that_another_may_replace():
    writer = Writer()
    row = {"publications-count": "1", "publications-0-kind": "bulletin"}
    upload = "publications-0-upload"
    response = writer.post(5, **row, **{upload: picture()}, go="next")
    assert [fault.split(":")[0] for fault in response.context["faults"]] == ["кухня.jpg"]
    assert DraftFile.objects.count() == 0
    writer.post(5, **row, **{upload: pdf("първи.pdf")}, go="next")
    kept = Draft.objects.get().values["publications"]
    assert (kept[0]["title"], len(kept)) == ("първи.pdf", 1)
    assert f"/fayl/{kept[0]['file']}/" in writer.open(5)
    assert (
        f"/fayl/{kept[0]['file']}/" in writer.client.get(f"{writer.root}pregled/").content.decode()
    )
    row |= {"publications-0-title": "Наш бюлетин", "publications-0-file": kept[0]["file"]}
    writer.post(5, **row, **{upload: pdf("втори.pdf")}, go="next")
    (new,) = Draft.objects.get().values["publications"]
    assert (new["title"], [file.key for file in DraftFile.objects.all()]) == (
        "Наш бюлетин",
        [new["file"]],
    )
    assert DraftFile.objects.get().name == "втори.pdf"
    writer.open(5)
    writer.post(5, **row | {"publications-0-file": new["file"]}, remove_row="publications-0")
    assert (Draft.objects.get().values["publications"], DraftFile.objects.count()) == ([], 0)


def test_code_that_is_wrong_or_dead_loses_nothing():
    writer = filled()
    for code in (
        {**writer.code(), "code_answer": "ААААА"},
        {"code_key": "0" * 40, "code_answer": "А"},
    ):
        response = writer.post(6, **typed(6), **code, go="send")
        assert list(response.context["form"].errors) == ["code"]
        assert f'value="{SENDER}"' in writer.page
        assert 'value="Домашен социален патронаж"' in writer.page
    assert Submission.objects.count() == 0
    assert Draft.objects.get().values["background"] == values_from(ENTRY)["background"]
    assert writer.post(6, **typed(6), **writer.code(), go="send").status_code == 302
    assert Submission.objects.count() == 1


def test_nothing_is_sent_while_something_required_is_missing():
    writer = Writer()
    writer.post(1, title="Само заглавие", go="next")
    writer.open(6)
    response = writer.post(6, email=SENDER, **writer.code(), go="send")
    assert [field for field, _step, _words in response.context["missing"]] == [
        *("municipalities", "lead_text", "consent"),
    ]
    assert Submission.objects.count() == 0


def test_step_costs_the_same_however_much_is_typed():
    costs = []
    for times in (1, 12):
        more = {name: ENTRY[name] * times for name in ROWS if ENTRY.get(name)}
        author = saving.start("bg", values_from(ENTRY | more))
        for number in range(1, 6):
            with CaptureQueriesContext(connection) as captured:
                Client().get(f"{draft_path(author)}{number}/")
            costs.append(len(captured))
    assert costs[:5] == costs[5:] == [10, 2, 3, 3, 3]


def test_preview_is_the_page_that_is_published():
    writer = filled()
    writer.open(6)
    writer.post(6, **typed(6), go="preview")
    page = writer.page
    assert "practices/practice_detail.html" in [
        t.name for t in writer.client.get(f"{writer.root}pregled/").templates
    ]
    for words in ("Магазинът затвори.", "Хора с топъл обяд", "Тревис, Италия", "KS", "066 123"):
        assert words in page
    assert "Първата зима" not in page  # for municipalities only
    assert ("дава се при приемането" in page, "0000" in page, "/nomer/" in page) == (
        True,
        False,
        False,
    )
    assert PracticePage.objects.filter(title=ENTRY["title"]).count() == 0
