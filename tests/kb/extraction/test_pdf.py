"""The text of a PDF as its reader sees it, and nothing at all of a hostile one."""

import pytest

from kb.extraction import (
    Broken,
    Encrypted,
    Extracted,
    Limits,
    NoText,
    TooHeavy,
    TooLarge,
    TooSlow,
    Unreadable,
    extract,
)
from tests import papers

DECREE = "Община Габрово приема наредба за управление на отпадъците."


def text(raw: bytes, **limits: int) -> str:
    return extract(raw, "pdf", Limits(**limits)).text


def test_pages_come_in_order_with_their_places():
    found = extract(papers.pdf("Първа страница", "Втора страница"), ".PDF")
    assert found == Extracted("Първа страница\n\nВтора страница", "page", (0, 16))
    assert found.parts() == ["Първа страница", "Втора страница"]
    assert not found.cut


def test_path_and_open_file_are_read_alike(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(papers.pdf(DECREE))
    with path.open("rb") as file:
        assert [extract(path, "pdf").text, extract(file, "pdf").text] == [DECREE, DECREE]


def test_words_broken_at_the_end_of_a_line_are_whole():
    assert text(papers.pdf("Всяка об-\nщина събира")) == "Всяка община събира"


def test_page_with_nothing_on_it_keeps_its_place():
    found = extract(papers.pdf("Първа страница", "", "Трета страница"), "pdf")
    assert found.parts() == ["Първа страница", "", "Трета страница"]


def test_old_font_is_read_as_what_it_shows():
    assert text(papers.pdf(DECREE, old_font=True)) == DECREE


def test_signs_of_the_private_area_are_unreadable():
    assert ord("\ue123") == 0xE123
    with pytest.raises(Unreadable):
        text(papers.pdf("".join(chr(0xE100 + number) for number in range(40))))


def test_scan_has_no_text():
    with pytest.raises(NoText):
        text(papers.scan())


def test_stamp_on_many_scanned_pages_is_no_text():
    with pytest.raises(NoText):
        text(papers.pdf("Вярно", *[""] * 9))


def test_file_with_a_password_is_not_read_and_one_locked_against_changes_is():
    assert text(papers.locked_pdf(DECREE, password="")) == DECREE
    with pytest.raises(Encrypted):
        text(papers.locked_pdf(DECREE, password="тайна"))


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"%PDF-1.7 text", b"MZ\x90", papers.word("А")])
def test_what_is_no_pdf_is_broken(raw):
    with pytest.raises(Broken):
        text(raw)


def test_truncated_file_gives_what_is_there_or_is_broken():
    raw = papers.pdf(*[f"{DECREE} {number}" for number in range(20)])
    outcomes = set()
    for share in (30, 60, 90, 99):
        try:
            outcomes.add(DECREE in text(raw[: len(raw) * share // 100]))
        except (Broken, NoText) as error:
            outcomes.add(error.code)
    assert outcomes <= {True, "broken", "no_text"}


def test_more_than_the_limits_is_cut_and_says_so():
    raw = papers.pdf("Първа страница", "Втора страница", "Трета страница")
    assert extract(raw, "pdf", Limits(pages=2)) == Extracted(
        "Първа страница\n\nВтора страница", "page", (0, 16), "pages"
    )
    assert extract(raw, "pdf", Limits(characters=20)) == Extracted(
        "Първа страница\n\nВтора", "page", (0, 16), "characters"
    )


def test_file_larger_than_the_limit_is_not_opened():
    raw = papers.pdf(DECREE)
    assert text(raw, size=len(raw)) == DECREE
    with pytest.raises(TooLarge):
        text(raw, size=len(raw) - 1)


def test_page_that_takes_too_long_is_given_up():
    with pytest.raises(TooSlow):
        text(papers.heavy_pdf(60), processor=1, patience=30)


def test_clock_on_the_wall_ends_the_reading_too():
    with pytest.raises(TooSlow):
        text(papers.heavy_pdf(60), processor=30, patience=1)


def test_pages_before_the_one_that_takes_too_long_are_kept():
    slow = papers.joined(papers.pdf(DECREE), papers.heavy_pdf(60))
    found = extract(slow, "pdf", Limits(processor=2, patience=120))
    assert (found.text, found.cut_by) == (DECREE, "time")


def test_file_that_unpacks_beyond_its_memory_is_given_up():
    with pytest.raises(TooHeavy):
        text(papers.heavy_pdf(70), memory=100 * 1024 * 1024)
