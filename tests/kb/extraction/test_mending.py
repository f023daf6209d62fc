"""Whole words, real letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extraction import letters
from kb.extraction.mending import clean, mended

DECREE = "Общинският съвет на Габрово приема наредба за управление на отпадъците в домовете"


def mend(*pages: str) -> str:
    return mended([clean(page) for page in pages], "\n\n", is_pdf=True)[0]


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("всяка об-\nщина", "всяка община"),
        ("всяка об\u00ad\nщина и об\u00adщина", "всяка община и община"),
        (
            "социално-\nикономически и социално-икономически",
            "социално-икономически и социално-икономически",
        ),
        ("най-\nважно, по-\nдобър", "най-важно, по-добър"),
        ("по-\nказател. Показател", "показател. Показател"),
        ("Русе-\nГюргево", "Русе-Гюргево"),
        ("2014-\n2020 г.", "2014-2020 г."),
        ("край -\nначало", "край -\nначало"),
        ("през 2010 г ., и , после ; № ДП -2026-0045", "през 2010 г., и, после; № ДП-2026-0045"),
        ("от 10 -5 до ... и .гр", "от 10 -5 до ... и .гр"),
        ("of\ufb01ce e\ufb00ect", "office effect"),
        ("и\u0306", "й"),
        ("много   места\t тук \n там", "много места\tтук\nтам"),
        ("нула\0 и\x07 звън", "нула и звън"),
    ],
)
def test_text_is_what_its_reader_sees(shown, read):
    assert mend(shown) == read


def test_word_known_from_another_page_decides():
    assert mend("научно-\nизследователски", "научно-изследователски") == (
        "научно-изследователски\n\nнаучно-изследователски"
    )


def as_western(text: str) -> str:
    return text.encode("cp1251").decode("latin-1")


def test_old_font_is_repaired_and_the_lines_beside_it_are_not_touched():
    assert mend(f"{as_western(DECREE)}\nПриложение 1 – café") == f"{DECREE}\nПриложение 1 – café"


def test_font_with_letters_in_the_private_area_is_repaired():
    private = "".join(chr(0xF000 + byte) for byte in DECREE.encode("cp1251"))
    assert mend(private) == DECREE


@pytest.mark.parametrize(
    "text",
    [
        "L’été dernier, les élèves ont préféré dîner à la forêt où ça sent la réglisse.",
        "A população não está contente com as decisões e pediu informações à câmara.",
        "Größe, Straße, Übermut, Äpfel, Öl, für, über, natürlich, schön",
        "àéîõü ÀÉÎÕÜ",
    ],
)
def test_other_languages_stay_as_they_are(text):
    assert mend(text) == text


@pytest.mark.parametrize("text", ["ЪЩЖЧШ ЦФХГЙ ДЗКЛП МБЮЯЬ ЪЩЖЧШ", "кОмПоСтИрАнЕ нА оТпАдЪцИ вЪв"])
def test_letters_in_another_order_are_not_bulgarian(text):
    assert not letters.looks_bulgarian(text)


@given(st.lists(st.text(max_size=60), max_size=5), st.booleans())
def test_any_text_keeps_its_places(pieces, is_pdf):
    cleaned = [clean(piece) for piece in pieces]
    text, starts = mended(cleaned, "\n", is_pdf=is_pdf)
    text.encode()
    assert "\0" not in text
    assert len(starts) == len(pieces)
    assert all(start == 0 or text[start - 1] == "\n" for start in starts)
    assert list(starts) == sorted(set(starts))
