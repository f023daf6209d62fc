"""A record becomes a document with all that is public of it, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import build, ordinal, plain_text, texts
from tests.search.collection import made, real_practices


@pytest.mark.parametrize(
    "markup,text",
    [
        ("<p>Едно.</p><p>Две.</p>", "Едно.\nДве."),
        ("<ul><li>а</li><li>б</li></ul>", "а\nб"),
        ("а &lt; б &amp; в&nbsp;г", "а < б & в г"),
        ("<p>да<br>не</p>", "да\nне"),
        ("<p>пред<b>учи</b>лищна</p>", "предучилищна"),
        ("<script>alert(1)</script>вода<style>a{}</style>", "вода"),
        ("<![CDATA[x]]> <![if y", ""),
        ("", ""),
    ],
)
def test_plain_text_of_markup(markup: str, text: str):
    assert plain_text(markup).startswith(text)


@given(st.text(max_size=200))
def test_plain_text_of_anything_does_not_raise(markup: str):
    assert "\0" not in plain_text(markup)


def test_texts_hold_what_stands_outside_the_sections():
    record = {
        "pid": "ДП-2026-0001",
        "language": "bg",
        "title": "Т",
        "steps": [{"action": "Купуване на кошове", "term": "юни", "responsible": "кметът"}],
        "measures": [{"indicator": "Депониран отпадък", "before": "10", "after": "8", "unit": "т"}],
        "partners": [{"name": "Сдружение Еко", "country": "", "role": "обучения"}],
        "lead_organisation": {"name": "Община Габрово", "country": ""},
        "events": [{"name": "Ден на компоста", "note": ""}],
        "publications": [{"title": "Наръчник"}],
        "documents": [{"title": "Наредба", "adopted_by": "ОбС"}],
        "funding": [{"name_bg": "Програма", "name_en": "Programme", "short": "ОПОС"}],
        "limits": "<p>Трябва двор.</p>",
        "what_failed": "<p>Кофите бяха малки.</p>",
    }
    found = texts(record)
    assert "Купуване на кошове" in found["practice"]
    assert "Депониран отпадък · 10 · 8 · т" in found["results"]
    for text in (
        "Сдружение Еко · обучения",
        "Община Габрово",
        "Ден на компоста",
        "Наръчник",
        "Наредба · ОбС",
        "Програма · Programme · ОПОС",
        "Трябва двор.",
        "Кофите бяха малки.",
    ):
        assert text in found["other"]


def test_texts_leave_out_what_only_municipalities_may_read():
    record = {"title": "Т", "what_failed": "<p>тайна</p>", "what_failed_restricted": True}
    assert "тайна" not in "".join(texts(record).values())


def test_build_finds_codes_of_the_project_and_of_the_practice():
    codes = made("ДП-2026-0147", project_codes=[{"raw": "BG05SFOP001-2.025-0025-С01"}]).codes
    assert {"#bg05sfop00120250025c01", "#bg05sfop001", "#dp20260147"} <= set(codes.split())


def test_build_keeps_facets_once_and_counts_nominations_from_zero():
    document = build(
        {"pid": "ДП-2026-0001", "language": "bg", "title": "Т"},
        version=3,
        facets={"theme": ["a", "a", "b"], "unknown": ["x"]},
        nominations=-1,
    )
    assert document.facets["theme"] == ("a", "b")
    assert "unknown" not in document.facets
    assert (document.nominations, document.published, document.key) == (0, 0, "ДП-2026-0001.bg")


def test_ordinal_grows_with_the_date():
    assert ordinal("2026-01-02") - ordinal("2026-01-01") == 1
    assert ordinal(None) == 0


def test_streams_of_the_real_practices_have_one_token_per_place():
    for document in real_practices():
        for streams in document.fields.values():
            counts = {len(stream.split()) for stream in streams[:3]}
            assert len(counts) == 1
