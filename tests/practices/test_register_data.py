"""The register and taxonomy files, read as files: no database."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "practices" / "data"

# Transliteration Act, articles 4 to 6; "ия" at the end of a word is an exception of its own.
LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        [
            *("a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o"),
            *("p", "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sht", "a", "y", "yu", "ya"),
        ],
        strict=True,
    )
)


def transliterate(text: str) -> str:
    """Return Bulgarian words in Latin letters by the official rules, each with a capital."""
    return "".join(
        part if not part.isalpha() else _transliterate_word(part).capitalize()
        for part in re.split(r"(\W+)", text)
    )


def _transliterate_word(word: str) -> str:
    word = word.lower()
    stem, ending = (word[:-2], "ia") if word.endswith("ия") else (word, "")
    return "".join(LETTERS[letter] for letter in stem) + ending


def to_slug(text: str) -> str:
    return "-".join(_transliterate_word(word) for word in re.findall(r"\w+", text))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def municipalities() -> list[dict[str, str]]:
    return rows("municipalities.csv")


@pytest.fixture(scope="module")
def oblasti() -> list[dict[str, str]]:
    return rows("oblasti.csv")


@pytest.mark.parametrize(
    "name,count",
    [("municipalities.csv", 265), ("oblasti.csv", 28), ("regions.csv", 6)],
)
def test_register_has_every_row_once(name, count):
    codes = [row["code"] for row in rows(name)]
    assert (len(codes), len(set(codes))) == (count, count)


@pytest.mark.parametrize(
    "name,expected",
    [
        ("Бобов дол", "Bobov Dol"),
        ("Добрич-селска", "Dobrich-Selska"),
        ("София", "Sofia"),
        ("Кърджали", "Kardzhali"),
        ("Ихтиман", "Ihtiman"),
    ],
)
def test_transliteration_known_names(name, expected):
    assert transliterate(name) == expected


def test_municipality_names_follow_the_transliteration_act(municipalities):
    differing = [
        (row["name_bg"], row["name_en"])
        for row in municipalities
        if row["name_en"] != transliterate(row["name_bg"])
    ]
    assert differing == []


def test_municipality_slug_is_the_name_and_unique_inside_its_oblast(municipalities):
    assert [row["slug"] for row in municipalities] == [
        row["name_en"].lower().replace(" ", "-") for row in municipalities
    ]
    inside = Counter((row["oblast_code"], row["slug"]) for row in municipalities)
    assert set(inside.values()) == {1}
    everywhere = Counter(row["slug"] for row in municipalities)
    assert [slug for slug, count in everywhere.items() if count > 1] == ["byala"]


def test_municipality_references_and_numbers_are_sound(municipalities, oblasti):
    codes = {row["code"] for row in municipalities}
    assert {row["oblast_code"] for row in municipalities} == {row["code"] for row in oblasti}
    for row in municipalities:
        assert re.fullmatch(r"[A-Z]{3}\d\d", row["code"])
        assert re.fullmatch(r"\d{5}", row["ekatte"])
        assert row["code"].startswith(row["oblast_code"])
        assert row["successor"] in codes | {""}
        assert 22 < float(row["longitude"]) < 29, row["name_bg"]
        assert 41 < float(row["latitude"]) < 45, row["name_bg"]
        assert (row["population"] == "") == (row["population_year"] == "")


def test_only_municipalities_around_a_town_share_its_centre(municipalities):
    seats: dict[str, set[str]] = {}
    for row in municipalities:
        seats.setdefault(row["ekatte"], set()).add(row["name_bg"])
    shared = sorted(sorted(names) for names in seats.values() if len(names) > 1)
    assert shared == [
        ["Добрич", "Добрич-селска"],
        ["Марица", "Пловдив", "Родопи"],
        ["Тунджа", "Ямбол"],
    ]


def test_sarnitsa_exists_since_2015_without_numbers_of_2013(municipalities):
    (row,) = [row for row in municipalities if row["name_bg"] == "Сърница"]
    assert (row["valid_from"], row["population"], row["population_year"], row["category"]) == (
        "2015-01-01",
        "",
        "",
        "",
    )
    others = [row for row in municipalities if row["code"] != "PAZ39"]
    assert {row["population_year"] for row in others} == {"2013"}
    assert {row["category"] for row in others} == set("012345")


def test_oblasti_tell_the_two_sofias_apart(oblasti):
    assert {row["code"]: row["name_bg"] for row in oblasti if row["code"] in ("SOF", "SFO")} == {
        "SFO": "Софийска област",
        "SOF": "София-град",
    }
    for column in ("name_bg", "name_en", "slug"):
        assert len({row[column] for row in oblasti}) == 28
    regular = [row for row in oblasti if row["code"] not in ("SOF", "SFO")]
    assert [row["name_en"] for row in regular] == [transliterate(row["name_bg"]) for row in regular]
    assert {row["region_code"] for row in oblasti} == {row["code"] for row in rows("regions.csv")}


def test_map_outlines_every_oblast_and_keeps_its_notice(oblasti):
    drawing = json.loads((DATA / "oblasti_map.json").read_text(encoding="utf-8"))
    shapes = {shape["code"]: shape["name_bg"] for shape in drawing["oblasti"]}
    assert shapes == {row["code"]: row["name_bg"] for row in oblasti}
    _left, _top, width, height = map(float, drawing["viewBox"].split())
    for shape in drawing["oblasti"]:
        assert re.fullmatch(r"[MLZ0-9. -]+", shape["path"]), shape["code"]
        x, y = shape["label"]
        assert 0 < x < width, shape["code"]
        assert 0 < y < height, shape["code"]
    notice = (DATA / "oblasti_map.LICENSE.txt").read_text(encoding="utf-8")
    assert notice.splitlines()[:2] == ["The MIT License (MIT)", "Copyright (c) 2012 Mark DiMarco"]


def test_themes_are_sixteen_with_sub_themes_two_levels_deep():
    themes = rows("themes.csv")
    tops = [row["slug"] for row in themes if not row["parent"]]
    children = Counter(row["parent"] for row in themes if row["parent"])
    assert len(tops) == 16
    assert set(children) == set(tops)
    assert [top for top in tops if not 2 <= children[top] <= 5] == []
    places = Counter((row["parent"], row["order"]) for row in themes)
    assert set(places.values()) == {1}


@pytest.mark.parametrize("name", ["themes.csv", "prerequisites.csv", "target_groups.csv"])
def test_taxonomy_slug_is_the_name_in_official_transliteration(name):
    taxonomy = rows(name)
    assert [row["slug"] for row in taxonomy] == [to_slug(row["name_bg"]) for row in taxonomy]
    assert len({row["slug"] for row in taxonomy}) == len(taxonomy)
    assert [row for row in taxonomy if not all(row[key] for key in row if key != "parent")] == []


def test_programmes_are_named_once_in_both_languages():
    programmes = rows("programmes.csv")
    for column in ("slug", "name_bg", "name_en"):
        assert len({row[column] for row in programmes}) == len(programmes), column
    assert [row for row in programmes if not row["name_bg"] or not row["name_en"]] == []
    assert {row["kind"] for row in programmes} == {
        *("eu", "national", "municipal", "foreign", "foundation", "own", "other"),
    }
    short = {row["slug"]: row["short"] for row in programmes}
    assert (short["opak"], short["opdu"], short["oprr"]) == ("ОПАК", "ОПДУ", "ОПРР")
