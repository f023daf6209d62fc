"""Plain text in whichever of the usual encodings, told apart by itself."""

import pytest

from kb.extraction import Broken, NoText, extract
from kb.extraction.plain import decoded

LETTER = "Уважаеми съграждани,\nкофите пристигат в понеделник. Ваш кмет"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
@pytest.mark.parametrize("text", [LETTER, "Кофи за всеки", "Dear all, the bins — arrive."])
def test_encoding_is_recognised(encoding, text):
    if encoding == "cp1251" and text.startswith("Dear"):
        text = text.replace("—", "-")
    assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text


def test_lines_keep_their_places():
    found = extract("Първи\r\nВтори\r\n\r\nЧетвърти".encode(), "txt")
    assert (found.parts(), found.unit) == (["Първи", "Втори", "", "Четвърти"], "line")


@pytest.mark.parametrize("raw", [bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0", b"caf\xe9 cr\xe8me"])
def test_what_is_no_text_is_broken(raw):
    with pytest.raises(Broken):
        extract(raw, "txt")


@pytest.mark.parametrize("raw", [b"", b" \n\n "])
def test_empty_file_has_no_text(raw):
    with pytest.raises(NoText):
        extract(raw, "txt")


def test_signs_that_no_database_takes_are_left_out():
    assert extract("А\ud800Б\x0bВ\u200bГ".encode("utf-16", "surrogatepass"), "txt").text == "А�Б ВГ"
