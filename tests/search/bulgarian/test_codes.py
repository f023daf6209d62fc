"""Codes: found whole, in part, spaced, in either alphabet; and what is no code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import analyse, code_marker, codes, normalise_code, token_streams

CODE = "BG05SFOP001-2.025-0025-С01"  # the С is Cyrillic, as printed


@pytest.mark.parametrize(
    ("raw", "normalised"),
    [
        (CODE, "BG05SFOP00120250025C01"),
        ("BG05SFOP001-2.025-0025-C01", "BG05SFOP00120250025C01"),
        ("bg05sfop001 2.025 0025 c01", "BG05SFOP00120250025C01"),
        ("БГ05СФОП001-2.025-0025-С01", "BG05SFOP00120250025C01"),
        ("BG161PO001/4.2-01/2008/036", "BG161PO00142012008036"),
        ("ДП-2026-0147", "DP20260147"),
        ("DP-2026-0147", "DP20260147"),
        ("РД–09–1234", "RD091234"),
        ("№ 13-13-146", "1313146"),
        ("", ""),
    ],
)
def test_codes_are_written_one_way(raw, normalised):
    assert normalise_code(raw) == normalised
    assert normalise_code(normalised) == normalised


@pytest.mark.parametrize(
    "query",
    [
        CODE,
        "bg05sfop001-2.025-0025-c01",
        "BG05SFOP001-2.025-0025",
        "BG05SFOP001",
        "BG05SFOP001 2.025 0025 C01",
        "БГ05СФОП001-2.025",
        "2.025-0025-С01",
    ],
)
def test_code_is_found_by(query):
    indexed = set(token_streams(f"Договор {CODE} от 12.03.2020 г.").code.split())
    assert codes(query)[0].markers[0] in indexed


def test_part_of_a_code_is_found_by_its_marker():
    assert code_marker("0025") in token_streams(CODE).code.split()


def test_cyrillic_letters_are_read_by_shape_and_by_sound():
    assert {"#co12345", "#so12345"} <= set(codes("СО-12345")[0].markers)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("по договор № 13-13-146 на ПУДООС", ["13-13-146"]),
        ("договор №13 13 146", ["13 13 146"]),
        ("заповед РД-15/2020", ["РД-15/2020"]),
        ("писмо РД-15", ["РД-15"]),
        ("№ А-71", ["А-71"]),
        (f"({CODE}).", [CODE]),
    ],
)
def test_codes_of_a_text(text, raw):
    assert [text[code.start : code.end] for code in codes(text)] == raw


@pytest.mark.parametrize(
    "text",
    [
        "2014-2020",
        "2014–2020 г.",
        "2014/2015",
        "10.05.2023г.",
        "10/05/2023",
        "1234.56",
        "15-годишен",
        "100-годишнина",
        "120кв.м",
        "500лв",
        "1000-1500 души",
        "ковид-19",
        "№ 12",
        "програмата-2020",
        "1 234 567",
    ],
)
def test_no_code(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("BG-LOCALDEV-0035", "#bglocaldev0035"),
        ("bg-environment-0001", "#bgenvironment0001"),
        ("ВG-JUSTICE-0012", "#bgjustice0012"),
        ("ДО3-9", "#do39"),
        ("ДО3-9/28.01.2014", "#do39"),
    ],
)
def test_numbers_with_a_field_in_words_and_of_few_digits(text, marker):
    assert marker in codes(text)[0].markers


def test_markers_stand_where_the_code_begins():
    tokens = analyse(f"договор {CODE}")
    at = {(t.position, t.start, t.end) for t in tokens if t.kind == "code"}
    assert at == {(1, 8, 8 + len(CODE))}
    assert all(t.lemma.startswith("#") for t in tokens if t.kind == "code")


@given(st.text(max_size=80))
def test_any_text_has_codes_or_none(text):
    reached = 0
    for code in codes(text):
        assert reached <= code.start < code.end <= len(text)
        assert code.normalised == normalise_code(code.normalised)
        assert code.markers[0] == "#" + code.normalised.lower()
        reached = code.end


@given(st.text(max_size=40))
def test_normalising_a_code_twice_changes_nothing(raw):
    assert normalise_code(normalise_code(raw)) == normalise_code(raw)


@pytest.mark.parametrize(
    "typed",
    [
        "BG 05 SFOP 001",
        "bg 05 sfop 001",
        "BG05 SFOP 001",
        "БГ 05 SFOP 001",
        "проект BG 05 SFOP001, две години",
    ],
)
def test_spaces_within_the_head_of_a_fund_number_part_nothing(typed):
    assert [code.markers[0] for code in codes(typed)] == ["#bg05sfop001"]


def test_spaced_number_of_a_project_finds_the_joined_one():
    whole = codes("BG 05 SFOP 001 2.025 0025 С01")[0].markers[0]
    assert whole in codes("BG05SFOP001-2.025-0025-С01")[0].markers
