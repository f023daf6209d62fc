"""One person goes from every room; nobody else does, and what must stay stays."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers import serialize

from practices import personal
from practices.curation.models import Submission, SubmissionEvent
from practices.curation.storage import PrivateStorage
from practices.drafts.models import Author, Draft
from practices.leads.models import Lead
from practices.models import PracticePage, PracticeRecord
from practices.people import erasing
from practices.people.mentions import mentions
from practices.people.models import Erasure
from practices.signoff.models import Answer, Person
from practices.upkeep.models import Standing
from search.wanted.models import Call, Seeker
from tests.practices.curation.cases import person
from tests.practices.people.cases import OTHER, everywhere

MINE = "ana@example.org"
TYPED = " Ana@Example.org "


def everything() -> str:
    """Every row of the database as text."""
    return "\n".join(
        serialize("json", model._default_manager.all(), ensure_ascii=False)
        for model in apps.get_models()
        if model._meta.managed and model._meta.label != "suggestions.Posting"
    )


@pytest.mark.django_db(transaction=True)
def test_a_person_goes_from_every_room_and_nobody_else_does():
    mine, others = everywhere(MINE), everywhere(OTHER)
    mail = erasing.address(TYPED)
    before = everything()
    kept_of_others = erasing.export(OTHER)
    empty = {name for name, rows in erasing.export(mail).items() if not rows}
    assert empty == set()
    shown = erasing.preview(mail)
    assert everything() == before
    stored = mine["waiting"].files.get().file.name
    assert PrivateStorage().exists(stored)

    done = erasing.erase(mail, actor=person(), request="Вх. 12")
    assert (done.fates, done.total) == (shown.fates, shown.total)
    assert not mentions(everything(), MINE)
    assert "Ани Иванова" in everything()  # the colleague of the other address
    assert not PrivateStorage().exists(stored)
    assert erasing.export(mail) == {name: [] for name in personal.rooms()}
    assert erasing.export(OTHER) == kept_of_others

    # Nothing twice, and one line of it, without the address.
    assert erasing.erase(mail).total == 0
    row = Erasure.objects.get()
    assert (row.request, row.total, row.counts) == ("Вх. 12", done.total, done.counts)

    _stays(mine)
    assert others["page"].pid in {row["pid"] for row in kept_of_others["contact_of"]}


def _stays(mine: dict) -> None:
    """What was decided, published and counted is as it was, without the person."""
    page = PracticePage.objects.get(pk=mine["page"].pk)
    assert (page.contact_organisation, page.contact_phone, page.live) == ("кметството", "", True)
    contact = PracticeRecord.objects.get(pid=page.pid).document["contact"]
    assert contact == {"organisation": "кметството", "phone": "", "fax": "", "has_email": False}
    version = page.latest_revision.content
    assert (version["contact_phone"], version["title"]) == ("", page.title)
    states = Submission.objects.filter(pk__in=[mine["waiting"].pk, mine["refused"].pk])
    found = list(states.order_by("pk").values_list("state", "email", "innovator_name"))
    assert found == [("withdrawn", "", ""), ("refused", "", "")]
    assert mine["refused"].events.filter(step="refuse", text="Друго е.").count() == 1
    account = mine["account"]
    lines = SubmissionEvent.objects.filter(actor=account)
    assert set(lines.values_list("actor_name", flat=True)) == {f"former-{account.pk}"}
    assert not Draft.objects.filter(pk=mine["draft"].draft_id).exists()
    joined = mine["joined"].draft
    joined.refresh_from_db()
    assert (joined.values["title"], joined.values["contact_email"]) == ("Чужда чернова", "")
    assert list(Author.objects.filter(draft=joined).values_list("email", flat=True)) == [
        "owner@example.org"
    ]
    asked = Person.objects.get(round=mine["round"])
    assert (asked.role, asked.name, asked.secret) == ("кмет", "", "")
    assert list(Answer.objects.filter(person=asked).values_list("verdict", "comments")) == [
        ("notes", {})
    ]
    assert Lead.objects.get(pk=mine["lead"].pk).state == "new"
    claim = Lead.objects.get(pk=mine["claim"].pk)
    assert (claim.state, claim.claim_secret, claim.email) == ("new", "", "pointer@example.org")
    assert Call.objects.get(pk=mine["call"].pk).state == "withdrawn"
    followers = Seeker.objects.filter(call=mine["followed"]).values_list("email", flat=True)
    assert list(followers) == ["asker@example.org"]
    standing = Standing.objects.get(pid=page.pid)
    assert (standing.note, standing.state) == ("", "changed")


@pytest.mark.django_db
def test_an_account_in_use_stays():
    user = person(email=MINE, first_name="Ани")
    done = erasing.erase(MINE)
    user.refresh_from_db()
    assert (user.email, done.total, len(done.fates["account"])) == (MINE, 0, 1)
    assert "in use" in done.fates["account"][0].kept or "се ползва" in done.fates["account"][0].kept
    assert Erasure.objects.count() == 0


@pytest.mark.django_db
def test_commands_say_it_first_and_keep_no_address():
    everywhere(MINE)
    out = StringIO()
    call_command("person_erase", MINE, "--dry-run", stdout=out)
    assert "would be erased." in out.getvalue()
    assert Submission.objects.filter(email=MINE).count() == 3
    call_command("person_erase", MINE, "--request", "12", stdout=out)
    assert Submission.objects.filter(email=MINE).count() == 0
    for arguments in (["не е имейл"], [MINE, "--request", MINE]):
        with pytest.raises(CommandError):
            call_command("person_erase", *arguments)
    with pytest.raises(ValidationError):
        erasing.erase(MINE, request=MINE)


@pytest.mark.parametrize(
    "text,expected",
    [
        (MINE, True),
        ("пишете на Ana@example.org.", True),
        ("<ana@example.org>", True),
        ("banana@example.org", False),
        ("x.ana@example.org", False),
        ("ana@example.org.bg", False),
        ("ana@example.orgx", False),
    ],
)
def test_an_address_is_named_only_whole(text, expected):
    assert mentions(text, MINE) is expected
