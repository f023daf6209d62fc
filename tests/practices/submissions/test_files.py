"""Files of the form: the right ones are kept through every error, the wrong ones refused by name."""

import io
import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kb.jobs.registry import all_jobs
from practices.curation.models import Submission, SubmissionFile
from practices.curation.storage import PrivateStorage
from practices.submissions import holding
from practices.submissions.models import HeldFile
from practices.uploads import MAX_BYTES
from tests.practices.curation.cases import person
from tests.practices.submissions.cases import Proposer, pdf, value_on
from tests.practices.test_uploads import GPS, located, photograph

pytestmark = pytest.mark.django_db
REFUSED = "Приемаме снимки"


def upload(name: str, content: bytes, kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def sent_files() -> list[str]:
    return [row.name for row in SubmissionFile.objects.all()]


def errors(response) -> str:
    return " ".join(response.context["form"].errors.get("files", []))


def test_files_arrive_with_the_proposal():
    assert Proposer().send(files=[pdf(), upload("кухня.jpg", photograph())]).status_code == 302
    assert sent_files() == ["Наредба.pdf", "кухня.jpg"]
    assert HeldFile.objects.count() == 0
    with SubmissionFile.objects.first().file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 text"


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"code_answer": "ААААА"}, {"new_code": "1"}, {"consent": None}]
)
def test_error_elsewhere_does_not_lose_a_file(wrong):
    proposer = Proposer()
    assert proposer.send(files=[pdf()], **wrong).status_code == 200
    assert "Наредба.pdf" in proposer.page
    assert proposer.send().status_code == 302
    assert sent_files() == ["Наредба.pdf"]


def test_more_files_join_those_that_are_kept():
    proposer = Proposer()
    proposer.send(title="", files=[pdf("1.pdf")])
    proposer.send(title="", files=[pdf("2.pdf")])
    proposer.send(files=[pdf("3.pdf")])
    assert sent_files() == ["1.pdf", "2.pdf", "3.pdf"]


def test_kept_file_can_be_left_out():
    proposer = Proposer()
    proposer.send(title="", files=[pdf("1.pdf"), pdf("2.pdf")])
    proposer.send(files_drop=[HeldFile.objects.get(name="1.pdf").key])
    assert sent_files() == ["2.pdf"]


def test_refused_file_is_named_and_the_others_are_kept():
    proposer = Proposer()
    response = proposer.send(files=[upload("лого.svg", b"<svg/>", "image/svg+xml"), pdf()])
    assert errors(response).startswith(f"лого.svg: {REFUSED}")
    proposer.send()
    assert sent_files() == ["Наредба.pdf"]


def test_refused_file_is_named_also_when_only_another_picture_is_wanted():
    response = Proposer().send(new_code="1", files=[upload("a.svg", b"<svg/>")])
    assert errors(response).startswith("a.svg")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    "name,content",
    [
        ("a.svg", SVG),
        ("a.jpg", SVG),
        ("a.jpg", HTML),
        ("a.html", HTML),
        ("a.pdf", HTML),
        ("a.html", b"%PDF-1.7 <script>"),
        ("a.jpg", b"GIF89a" + b"\0" * 40),
        ("a.jpg", b"\xff\xd8\xff\xe0" + HTML),
        ("a.exe", b"MZ" + b"\0" * 60),
        ("a.zip", b"PK\x03\x04" + b"\0" * 60),
        ("a.docx", b"PK\x03\x04" + b"\0" * 60),
        ("a.jpg", b""),
        ("a", b"%PDF-1.7"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, content):
    response = Proposer().send(files=[upload(name, content)])
    assert response.status_code == 200
    assert errors(response).startswith(f"{name}: ")
    assert HeldFile.objects.count() == 0


def test_file_that_is_too_large_is_refused():
    response = Proposer().send(files=[pdf(content=b"%PDF-1.7" + b"0" * MAX_BYTES)])
    assert "15 MB" in errors(response)


def test_sixth_file_is_left_out_by_name():
    proposer = Proposer()
    response = proposer.send(files=[pdf(f"{n}.pdf") for n in range(6)])
    assert "„5.pdf“ остана навън." in errors(response)
    proposer.send()
    assert sent_files() == [f"{n}.pdf" for n in range(5)]


def test_photograph_loses_its_place():
    Proposer().send(files=[upload("a.jpg", located())])
    with SubmissionFile.objects.get().file.open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()))
    assert dict(picture.getexif().get_ifd(GPS)) == {}


def test_what_hides_behind_a_picture_is_cut_off():
    Proposer().send(files=[upload("a.jpg", photograph() + HTML)])
    with SubmissionFile.objects.get().file.open("rb") as file:
        assert b"<script>" not in file.read()


def test_picture_cut_short_is_refused_kindly():
    whole = photograph(size=(400, 400))
    response = Proposer().send(files=[upload("a.jpg", whole[: len(whole) // 2])])
    assert errors(response) == "a.jpg: Снимката не се отваря. Запазете я отново като JPEG или PNG."


def test_file_has_no_address_for_anybody(client):
    proposer = Proposer()
    proposer.send(title="", files=[pdf()])
    held = HeldFile.objects.get().file.name
    proposer.send()
    stored = SubmissionFile.objects.get().file.name
    assert stored == held
    assert PrivateStorage().exists(stored)
    client.force_login(person(is_superuser=True))
    for browser in (Client(), client):
        for path in (stored, f"private/{stored}", f"./private/{stored}", f"x/../private/{stored}"):
            assert browser.get(f"/media/{path}").status_code == 404


def test_name_of_the_sender_is_no_path():
    Proposer().send(files=[pdf("../../etc/passwd.pdf")])
    row = SubmissionFile.objects.get()
    assert row.name == "passwd.pdf"
    assert "passwd" not in row.file.name


def test_name_that_is_too_long_keeps_its_extension():
    Proposer().send(files=[pdf(f"{'я' * 230}.pdf")])
    name = SubmissionFile.objects.get().name
    assert (len(name), name[-4:]) == (200, ".pdf")


@pytest.mark.parametrize("handle", ["x", "W10:1abc:x", '["a"]', "\0"])
def test_altered_handle_holds_nothing(handle):
    assert Proposer().send(files_held=handle).status_code == 302
    assert sent_files() == []


def test_handle_cannot_be_used_for_a_second_proposal():
    first = Proposer()
    first.send(title="", files=[pdf()])
    handle = value_on(first.page, "files_held")
    first.send()
    Proposer().send(files_held=handle)
    counts = [s.files.count() for s in Submission.objects.order_by("pk")]
    assert counts == [1, 0]


def test_sixty_posts_with_files_are_enough_for_an_hour(monkeypatch):
    monkeypatch.setattr("practices.submissions.views.UPLOADS_AN_HOUR", 2)
    answers = [Proposer().send(title="", files=[pdf()]).status_code for _each in range(3)]
    assert answers == [200, 200, 429]
    assert HeldFile.objects.count() == 2


def test_files_of_unfinished_forms_are_erased_after_three_days():
    proposer = Proposer()
    proposer.send(title="", files=[pdf("old.pdf")])
    old = HeldFile.objects.get()
    HeldFile.objects.update(created_at=timezone.now() - holding.LIFE - timedelta(minutes=1))
    Proposer().send(title="", files=[pdf("young.pdf")])
    assert all_jobs()["submissions.erase_held"].run() == 1
    assert [row.name for row in HeldFile.objects.all()] == ["young.pdf"]
    assert not PrivateStorage().exists(old.file.name)
    assert proposer.send().status_code == 302


def test_contents_that_no_row_names_are_swept_when_they_are_old():
    Proposer().send(files=[pdf()])
    storage = PrivateStorage()
    kept = SubmissionFile.objects.get().file.name
    for name in ("stray-old", "stray-young"):
        storage.save(name, ContentFile(b"x"))
    long_ago = time.time() - holding.LIFE.total_seconds() - 60
    for name in ("stray-old", kept):
        os.utime(storage.path(name), (long_ago, long_ago))
    holding.erase_old()
    assert [storage.exists(name) for name in ("stray-old", "stray-young", kept)] == [
        False,
        True,
        True,
    ]
