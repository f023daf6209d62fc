"""Uploads are private until a live record shows them, and again after it is withdrawn."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from practices.models import Attachment, Picture, PracticeDocument, PracticeImage
from tests.practices.pages import draft
from tests.practices.test_uploads import located

pytestmark = pytest.mark.django_db


def practice_with_file():
    attachment = Attachment.objects.create(
        title="Наредба", file=ContentFile(b"%PDF-1.7 text", name="naredba.pdf")
    )
    page = draft(documents=[PracticeDocument(title="Наредба", kind="ordinance", file=attachment)])
    return page, attachment


def addresses(attachment) -> list[str]:
    return [attachment.file.url, f"/documents/{attachment.pk}/{attachment.filename}"]


def status(client, url: str) -> int:
    response = client.get(url)
    close_file(response)
    return response.status_code


def close_file(response) -> None:
    """Close what a response streams; its own close() would end the test's database too."""
    for close in response._resource_closers:
        close()


def test_file_of_a_draft_answers_404(client):
    _page, attachment = practice_with_file()
    assert [client.get(url).status_code for url in addresses(attachment)] == [404, 404]


def test_file_of_a_published_practice_is_an_attachment(client):
    page, attachment = practice_with_file()
    page.save_revision().publish()
    for url in addresses(attachment):
        response = client.get(url)
        assert response.status_code == 200
        assert response.getvalue() == b"%PDF-1.7 text"
        close_file(response)
        name = attachment.filename
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"


def test_file_of_an_unpublished_practice_answers_404_again(client):
    page, attachment = practice_with_file()
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert [client.get(url).status_code for url in addresses(attachment)] == [404, 404]


def test_file_dropped_from_the_page_is_private_after_publishing(client):
    page, attachment = practice_with_file()
    page.save_revision().publish()
    page.refresh_from_db()
    page.documents = []
    page.save_revision().publish()
    assert client.get(attachment.file.url).status_code == 404


def test_editor_sees_the_file_of_a_draft(client):
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    _page, attachment = practice_with_file()
    assert status(client, attachment.file.url) == 200


@pytest.mark.parametrize("path", ["../db.sqlite3", "documents/", "documents/../../x", "", "%00"])
def test_path_that_is_no_file_answers_404(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_gallery_picture_is_public_without_its_place_but_the_original_is_not(client):
    picture = Picture(title="Компост", file=ImageFile(ContentFile(located()), name="photo.jpg"))
    picture.save()
    with picture.file.open() as stored:
        assert dict(Image.open(stored).getexif()) == {}
    page = draft(gallery=[PracticeImage(image=picture, alt="Кофа за компост", consent=True)])
    page.save_revision().publish()
    shown = page.records.get().document["gallery"][0]
    urls = [shown["url"], shown["thumb_url"], picture.file.url]
    assert [status(client, url) for url in urls] == [200, 200, 404]
