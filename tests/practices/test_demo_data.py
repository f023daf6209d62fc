"""The real practices as files: shape, limits, references, and the five held whole. No database."""

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "practices"
PRACTICES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOM / "demo" / "practices").glob("*.json"))
}
KEYS = (
    *("id", "slug", "title", "summary", "problem_line", "background", "practice", "results"),
    *("what_failed", "limits", "adapt_notes", "steps", "measures", "municipalities"),
    *("municipalities_claimed", "municipalities_note", "themes", "kind", "stage", "start", "end"),
    *("ongoing", "duration_months", "cost", "running_cost", "staff_effort", "funding"),
    *("project_codes", "lead_organisation", "partners", "prerequisites", "target_groups"),
    *("target_groups_note", "participation", "events", "publications", "legal_basis"),
    *("documents", "innovator_name", "contact", "inspired_by", "licence", "sources"),
    *("editor_note", "legacy"),
)
ROW_KEYS = {
    "steps": {"action", "term", "responsible"},
    "measures": {
        *("indicator", "before", "after", "unit", "period", "source", "kind", "nature", "planned"),
    },
    "funding": {"programme", "share"},
    "partners": {"name", "kind", "country", "role"},
    "events": {"name", "kind", "start", "end", "participants", "note"},
    "publications": {"title", "kind", "issues", "print_run", "url"},
    "legal_basis": {"act", "article"},
    "documents": {"title", "kind", "adopted_by", "adopted_on", "url"},
    "sources": {"title", "publisher", "url", "read"},
}
CODES = {
    "kind": {
        *("", "service", "organisation", "infrastructure", "participation", "partnership"),
        "digital",
    },
    "stage": {"", "pilot", "running", "scaled", "finished", "stopped"},
    "organisation": {
        *("municipality", "ngo", "school", "chitalishte", "association", "company"),
        *("foreign_municipality", "institution", "other"),
    },
    "level": {"", "informed", "consulted", "co_decided", "co_delivered", "volunteers"},
    "events": {
        *("meeting", "training", "visit", "conference", "discussion", "press", "campaign", "other"),
    },
    "publications": {"bulletin", "handbook", "report", "film", "site", "other"},
    "documents": {
        *("ordinance", "strategy", "plan", "rules", "specification", "contract", "survey"),
        *("minutes", "report", "programme", "other"),
    },
}
DAY_MONTH_OR_YEAR = r"\d{4}(-\d\d(-\d\d)?)?"
EMAIL = r"\S@\S"
TELEPHONE = r"\+359|\b0\d{1,3}[ /]\d{2,}|\b08\d{8}\b|\bтел\.|\bGSM\b"
TITLE_OF_A_PERSON = r"\b(г-н|г-жа|инж\.|д-р|доц\.|проф\.)\s"

each_practice = pytest.mark.parametrize("practice", PRACTICES.values(), ids=PRACTICES.keys())


def known(name: str, column: str = "slug") -> set[str]:
    with (ROOM / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


MUNICIPALITIES = known("municipalities", "code")
THEMES = known("themes")
PREREQUISITES = known("prerequisites")
TARGET_GROUPS = known("target_groups")
PROGRAMMES = known("programmes")


def texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text inside a document with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str):
        yield key, value


def test_there_are_ninety_eight_practices_of_ninety_seven_municipalities():
    named = {code for practice in PRACTICES.values() for code in practice["municipalities"]}
    assert (len(PRACTICES), len(named)) == (98, 97)


@pytest.mark.parametrize("key", ["slug", "title", "summary"])
def test_nothing_is_there_twice(key):
    assert len({practice[key] for practice in PRACTICES.values()}) == len(PRACTICES)


@each_practice
def test_practice_has_every_key_and_its_own_file(practice):
    assert tuple(practice) == KEYS
    assert PRACTICES[practice["id"]] is practice
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", practice["slug"])
    for name, keys in ROW_KEYS.items():
        assert [row for row in practice[name] if set(row) != keys] == [], name


@each_practice
def test_practice_keeps_the_limits(practice):
    assert 0 < len(practice["title"]) <= 120
    assert 150 <= len(practice["summary"]) <= 300
    assert len(practice["problem_line"]) <= 200
    for name, limit in (("background", 3000), ("practice", 6000), ("results", 3000)):
        assert 0 < sum(map(len, practice[name])) <= limit, name
    assert 1 <= len(practice["themes"]) <= 3
    for name in ("themes", "prerequisites", "target_groups", "municipalities"):
        assert len(set(practice[name])) == len(practice[name]), name


@each_practice
def test_practice_references_resolve(practice):
    assert set(practice["municipalities"]) <= MUNICIPALITIES
    assert set(practice["themes"]) <= THEMES
    assert set(practice["prerequisites"]) <= PREREQUISITES
    assert set(practice["target_groups"]) <= TARGET_GROUPS
    assert {row["programme"] for row in practice["funding"]} <= PROGRAMMES


@each_practice
def test_practice_uses_known_codes(practice):
    assert practice["kind"] in CODES["kind"]
    assert practice["stage"] in CODES["stage"]
    assert practice["participation"]["level"] in CODES["level"]
    for name in ("events", "publications", "documents"):
        assert {row["kind"] for row in practice[name]} <= CODES[name], name
    lead = [practice["lead_organisation"]] if practice["lead_organisation"] else []
    for organisation in lead + practice["partners"]:
        assert organisation["kind"] in CODES["organisation"]
        assert re.fullmatch(r"([A-Z]{2})?", organisation["country"])
    for row in practice["measures"]:
        assert row["kind"] in {"measured", "computed", "claimed"}
        assert row["nature"] in {"outcome", "output"}
        assert isinstance(row["planned"], bool)
        assert row["before"] or row["after"]


@each_practice
def test_a_plan_is_not_sold_as_a_measurement(practice):
    assert [
        row["indicator"]
        for row in practice["measures"]
        if row["planned"] and row["kind"] == "measured"
    ] == []


@each_practice
def test_practice_names_its_sources(practice):
    assert practice["sources"]
    for source in practice["sources"]:
        assert source["title"]
        assert source["publisher"]
        assert source["read"] in {"full", "partly", "unknown"}
        assert re.fullmatch(r"(https?://[a-z0-9.-]+\.[a-z]+(/\S*)?)?", source["url"])
        assert "..." not in source["url"]
        assert "…" not in source["url"]


@each_practice
def test_practice_dates_and_amounts_are_well_formed(practice):
    for name in ("start", "end"):
        assert practice[name] is None or re.fullmatch(r"\d{4}(-\d\d)?", practice[name])
    if practice["start"] and practice["end"]:
        assert practice["start"][:4] <= practice["end"][:4]
    assert not (practice["ongoing"] and practice["end"])
    for event in practice["events"]:
        for name in ("start", "end"):
            assert event[name] is None or re.fullmatch(DAY_MONTH_OR_YEAR, event[name])
    for document in practice["documents"]:
        assert re.fullmatch(rf"({DAY_MONTH_OR_YEAR})?", document["adopted_on"])
    for name in ("cost", "running_cost"):
        money = practice[name]
        if money is not None:
            assert Decimal(money["amount"]) > 0
            assert money["currency"] in {"BGN", "EUR", "USD", "BGL", "other"}
            assert ("currency_name" in money) == (money["currency"] == "other")


@each_practice
def test_practice_holds_no_personal_data(practice):
    for key, text in texts(practice):
        assert not re.search(EMAIL, text), text
        assert not re.search(TITLE_OF_A_PERSON, text), text
        if key not in ("url", "project_codes", "share"):
            assert not re.search(TELEPHONE, text), text
    assert practice["contact"] == {"organisation": "", "phone": "", "fax": ""}


@each_practice
def test_practice_text_is_clean(practice):
    for key, text in texts(practice):
        assert text == text.strip(), text
        assert not re.search(r"\s{2,}|\s[,.;]|[<>]|&[a-z]+;", text), text
        if key not in ("url", "project_codes"):
            assert not re.search(r"[а-яА-Я][a-zA-Z]|[a-zA-Z][а-яА-Я]", text), text


def measured(practice: dict) -> list[tuple[str, ...]]:
    return [
        (row["after"], row["unit"], row["period"], row["kind"], row["nature"], row["planned"])
        for row in practice["measures"]
    ]


def test_peshtera_is_held_whole():
    practice = PRACTICES["peshtera-suria-obmen-na-opit"]
    assert practice["municipalities"] == ["PAZ21"]
    assert practice["project_codes"] == ["BG161PO001/4.2-01/2008/036"]
    assert [row["programme"] for row in practice["funding"]] == ["oprr", "efrr"]
    assert practice["partners"] == [
        {
            "name": "Община Сурия",
            "kind": "foreign_municipality",
            "country": "ES",
            "role": "партньор с опит в структури за местно развитие",
        },
        {
            "name": "„Ваканция“ ООД",
            "kind": "company",
            "country": "BG",
            "role": "изпълнител на обществената поръчка, избран сред 11 кандидати",
        },
    ]
    assert [(row["start"], row["end"], row["participants"]) for row in practice["events"]] == [
        ("2010-07-19", "2010-07-23", 9),
        ("2010-09-12", "2010-09-17", 9),
        ("2010-09-16", "2010-09-17", None),
        ("2010-09-20", "2010-09-24", 20),
    ]
    assert measured(practice) == [
        ("9", "души", "19–23 юли 2010", "measured", "output", False),
        ("9", "души", "12–17 септември 2010", "measured", "output", False),
        ("20", "души", "20–24 септември 2010", "measured", "output", False),
    ]
    assert practice["inspired_by"] == {"relation": "transferred", "text": "Община Сурия, Испания"}
    assert (practice["start"], practice["end"]) == ("2010", "2010")


def test_sopot_is_held_whole():
    practice = PRACTICES["sopot-pravila-za-ocenka-na-politiki"]
    council = "Общински съвет – Сопот"
    assert practice["municipalities"] == ["PDV43"]
    assert practice["project_codes"] == ["13-13-146/31.10.2013"]
    assert practice["funding"] == [
        {"programme": "opak", "share": "100 % безвъзмездна помощ"},
        {"programme": "esf", "share": ""},
    ]
    assert [(row["kind"], row["adopted_by"]) for row in practice["documents"]] == [
        ("strategy", council),
        ("rules", council),
        ("plan", council),
    ]
    assert [(row["kind"], row["start"]) for row in practice["events"]] == [
        ("press", "2014-01-24"),
        ("press", "2014-07-24"),
    ]
    assert [row[:2] for row in measured(practice)] == [("3", "бр."), ("1000", "бр."), ("1", "бр.")]
    goals = (
        "конкурентоспособна икономика; опазване на околната среда и инфраструктура; "
        "по-качествен човешки капитал чрез социални услуги, здравеопазване и образование; "
        "териториално сътрудничество и административен капацитет"
    )
    assert [goals in paragraph for paragraph in practice["practice"]] == [False, False, True, False]
    assert (practice["start"], practice["end"]) == ("2013", "2014")


def test_sliven_is_held_whole():
    practice = PRACTICES["sliven-partnyori-za-razvitie"]
    assert practice["municipalities"] == ["SLV20"]
    assert practice["project_codes"] == ["BG05SFOP001-2.025-0025-С01"]
    assert practice["project_codes"][0][-3] == "\N{CYRILLIC CAPITAL LETTER ES}"
    assert practice["lead_organisation"] == {
        "name": "Фондация „Регионален център за икономическо развитие“ – Сливен",
        "kind": "ngo",
        "country": "BG",
    }
    assert practice["partners"] == [
        {"name": "Община Сливен", "kind": "municipality", "country": "BG", "role": "партньор"}
    ]
    assert [row["programme"] for row in practice["funding"]] == ["opdu", "esf"]
    assert [(row["kind"], row["start"]) for row in practice["events"]] == [
        *[("discussion", None)] * 4,
        ("meeting", None),
        ("conference", None),
    ]
    assert measured(practice) == [("над 125", "души", "12 месеца", "measured", "output", False)]
    assert [row["kind"] for row in practice["documents"]] == ["report"]
    assert practice["duration_months"] == 12


def test_rodopi_is_held_whole():
    practice = PRACTICES["rodopi-dobro-upravlenie"]
    assert (len(practice["municipalities"]), practice["municipalities_claimed"]) == (20, 21)
    assert (practice["start"], practice["end"], practice["duration_months"]) == (None, None, 12)
    assert practice["lead_organisation"]["kind"] == "association"
    assert [row["programme"] for row in practice["funding"]] == [
        "amerikanska-agentsia",
        "balkanski-trast-za-demokratsia",
    ]
    assert [(row["title"], row["kind"], row["issues"]) for row in practice["publications"]] == [
        ("Информационен бюлетин", "bulletin", 5),
        ("Наръчник на доброто местно самоуправление", "handbook", 1),
    ]
    assert measured(practice) == [
        ("100", "души", "12 месеца", "claimed", "output", True),
        ("80", "души", "12 месеца", "claimed", "output", True),
        ("5", "бр.", "12 месеца", "measured", "output", False),
    ]
    assert practice["target_groups_note"] == (
        "100 общински служители; 80 общински съветници; 10 неправителствени организации; "
        "служители от областните администрации Смолян, Кърджали, Пловдив и Пазарджик."
    )


def test_srednogorie_is_held_whole():
    practice = PRACTICES["srednogorie-2020"]
    assert (practice["municipalities"], practice["municipalities_claimed"]) == ([], 7)
    assert practice["municipalities_note"] == (
        "Седем общини от социално-икономическа зона Средногорие; източникът не ги изброява."
    )
    assert practice["lead_organisation"]["name"] == "Фондация РЕГИОН.БГ"
    assert [(row["name"], row["kind"]) for row in practice["partners"]] == [
        ("Сдружение СМИК", "association")
    ]
    assert practice["innovator_name"] == "ros"
    assert practice["legacy"] == {
        "source": "Портал „Иновационни практики в България“ на ФРМС",
        "url": "",
        "published_on": "2016-06-09",
        "nominations": 0,
    }
    assert practice["limits"] == [
        "Полезно е водещият да познава групите отдавна и да има трайни връзки с тях."
    ]
    assert measured(practice) == [("7", "бр.", "", "measured", "output", False)]
