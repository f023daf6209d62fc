"""What may come in as a file, and what a photograph loses on the way."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from practices.uploads import MAX_BYTES, validate_upload, without_metadata

GPS = 0x8825
ORIENTATION = 0x0112


def photograph(size=(40, 20), form="JPEG", exif=None) -> bytes:
    target = io.BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", size, (12, 74, 78)).save(target, form, **options)
    return target.getvalue()


def located() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (42.0, 52.0, 30.0)
    return photograph(exif=exif)


def docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


@pytest.mark.parametrize(
    "name,content,expected",
    [
        ("a.jpg", photograph(), "image/jpeg"),
        ("a.png", photograph(form="PNG"), "image/png"),
        ("a.webp", photograph(form="WEBP"), "image/webp"),
        ("a.pdf", b"%PDF-1.7\n%", "application/pdf"),
        (
            "a.docx",
            docx(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_validate_upload_knows_the_type_by_content(name, content, expected):
    assert validate_upload(SimpleUploadedFile(name, content)) == expected


@pytest.mark.parametrize(
    "name,content",
    [
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.html", photograph()),
        ("program.pdf", b"MZ\x90\x00" + b"\0" * 60),
        ("archive.docx", b"PK\x03\x04" + b"\0" * 60),
        ("noname", photograph()),
        ("empty.pdf", b""),
        ("broken.jpg", photograph()[:60]),
    ],
)
def test_validate_upload_refuses_what_is_not_what_it_says(name, content):
    with pytest.raises(ValidationError):
        validate_upload(SimpleUploadedFile(name, content))


def test_validate_upload_refuses_a_file_over_the_limit():
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    file.size = MAX_BYTES + 1
    with pytest.raises(ValidationError) as caught:
        validate_upload(file)
    assert caught.value.code == "too_large"


def test_validate_upload_refuses_a_picture_of_too_many_points():
    target = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(target, "PNG")
    with pytest.raises(ValidationError) as caught:
        validate_upload(SimpleUploadedFile("bomb.png", target.getvalue()))
    assert caught.value.code == "too_large"


def test_without_metadata_drops_the_place_and_keeps_the_turn():
    source = SimpleUploadedFile("photo.jpg", located())
    assert Image.open(source).getexif().get_ifd(GPS) != {}
    clean = Image.open(without_metadata(source))
    assert dict(clean.getexif()) == {}
    assert clean.size == (20, 40)
