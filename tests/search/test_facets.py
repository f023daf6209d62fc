"""Filters: the counts are those that plain Python counts, and the page shows them in order."""

import csv
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.models import FundingProgramme, Theme
from practices.money import Money, cost_band
from search.documents import SearchDocument
from search.engines.base import ListSource
from search.facets import facets_and_chips
from search.fields import FACETS
from search.forms import SHOWN, without
from search.models import FacetName
from search.query import parse
from tests.search.collection import MUNICIPALITIES, PRACTICES, real_practices
from tests.search.conftest import ENGINES, named, refresh, three_engines

QUESTIONS = ("", "община", "отпадъци", "деца училище", "„гражданско участие“", "село -вода")


# --- The engines count as plain Python does ------------------------------------------------------


def documents() -> list[SearchDocument]:
    """The real practices with all their facets, read from their files and not by the product."""
    with MUNICIPALITIES.open(encoding="utf-8") as file:
        places = {row["code"]: row for row in csv.DictReader(file)}
    files = sorted(PRACTICES.glob("*.json"))
    return [
        replace(document, facets=facets_of(json.loads(path.read_text("utf-8")), places))
        for document, path in zip(real_practices(), files, strict=True)
    ]


def facets_of(data: dict, places: dict) -> dict[str, tuple[str, ...]]:
    own = [places[code] for code in data["municipalities"]]
    sizes = [int(place["population"] or 0) for place in own]
    found = {
        "theme": data["themes"],
        "municipality": data["municipalities"],
        "oblast": sorted({place["oblast_code"] for place in own}),
        "size_band": sorted({"small" if size < 20_000 else "large" for size in sizes}),
        "year": sorted({value[:4] for value in (data["start"], data["end"]) if value}),
        "funding": sorted({row["programme"] for row in data["funding"]}),
        "kind": [data["kind"]] if data["kind"] else [],
        "stage": [data["stage"]] if data["stage"] else [],
        "has": ["measured_results"] if data["measures"] else [],
    }
    cost = data["cost"]
    euro = cost and Money(Decimal(str(cost["amount"])), cost["currency"], cost["year"]).in_euro()
    found["cost"] = [cost_band(euro)] if euro is not None else []
    return {facet: tuple(found.get(facet, ())) for facet in FACETS}


@pytest.fixture(scope="module")
def engines(tmp_path_factory, worker, django_db_blocker):
    """The three engines with the real practices, for tests that only read."""
    folder = tmp_path_factory.mktemp("facets")
    apart = three_engines(folder, f"facets-{worker}", django_db_blocker)
    with apart as made, django_db_blocker.unblock():
        for engine in made.values():
            if not isinstance(engine, str):
                engine.rebuild(ListSource(documents()))
                refresh(engine)
        yield made


@pytest.fixture(scope="module")
def collection() -> dict[str, SearchDocument]:
    return {document.pid: document for document in documents()}


def has(document: SearchDocument, chosen: dict[str, tuple[str, ...]]) -> bool:
    """Inside a facet any of the values, every facet."""
    return all(set(values) & set(document.facets[facet]) for facet, values in chosen.items())


VALUES = {
    facet: sorted({value for document in documents() for value in document.facets[facet]})
    for facet in FACETS
}
CHOICES = st.dictionaries(
    st.sampled_from([facet for facet in FACETS if VALUES[facet]]), st.none(), max_size=3
).flatmap(
    lambda facets: st.fixed_dictionaries(
        {
            facet: st.lists(st.sampled_from(VALUES[facet]), min_size=1, max_size=3, unique=True)
            for facet in facets
        }
    )
)


@pytest.mark.parametrize("name", ENGINES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.sampled_from(QUESTIONS), chosen=CHOICES)
def test_counts_are_those_of_plain_python(engines, collection, name, text, chosen):
    engine = named(engines, name)
    everything = engine.search(replace(parse(text), page_size=200))
    answering = [collection[hit.pid] for hit in everything.hits]

    answer = engine.search(replace(parse(text, chosen), page_size=200), SHOWN)

    left = [document.pid for document in answering if has(document, chosen)]
    assert sorted(hit.pid for hit in answer.hits) == sorted(left)
    assert answer.total == len(left)
    for facet in SHOWN:
        others = {name: values for name, values in chosen.items() if name != facet}
        counted = Counter(
            value
            for document in answering
            if has(document, others)
            for value in document.facets[facet]
        )
        assert dict(answer.facets[facet]) == counted, facet


def test_every_facet_of_the_index_is_on_the_page():
    assert sorted(SHOWN) == sorted(FACETS)


# --- What the page makes of them -----------------------------------------------------------------


def facet(name: str, counts: list[tuple[str, int]], **chosen):
    found, _chips = facets_and_chips(parse("", chosen), {name: counts})
    return next((facet for facet in found if facet.name == name), None)


def options(found) -> list[tuple[str, int, bool]]:
    return [(option.value, option.count, option.chosen) for option in found.options]


@pytest.mark.django_db
def test_values_without_a_practice_are_left_out_except_chosen_ones():
    assert options(facet("stage", [("pilot", 0), ("running", 2)], stage="finished")) == [
        ("running", 2, False),
        ("finished", 0, True),
    ]
    assert facet("stage", [("pilot", 0)]) is None


@pytest.mark.django_db
def test_scales_go_by_size_and_years_from_now_back():
    cost = facet("cost", [("over_1m", 9), ("under_10k", 3), ("50k_250k", 5)])
    assert [value for value, *_ in options(cost)] == ["under_10k", "50k_250k", "over_1m"]
    year = facet("year", [("1998", 9), ("2021", 1), ("2005", 4)])
    assert [value for value, *_ in options(year)] == ["2021", "2005", "1998"]


@pytest.mark.django_db
def test_long_lists_are_cut_behind_what_was_chosen():
    counts = [(f"M{number:02}", 40 - number) for number in range(30)]
    found = facet("municipality", counts, municipality="M29")
    assert [value for value, *_ in options(found)] == ["M29", *(f"M{n:02}" for n in range(8))]
    assert len(found.more) == 21
    assert found.long
    assert not facet("municipality", counts[:10]).long


@pytest.mark.django_db
def test_themes_stand_under_their_own():
    child = Theme.objects.exclude(parent=None).select_related("parent").first()
    for theme, parent in ((child.parent, ""), (child, child.parent.slug)):
        FacetName.objects.create(
            facet="theme", value=theme.slug, name_bg=theme.name_bg, name_en="x", parent=parent
        )
    found = facet("theme", [(child.parent.slug, 5), (child.slug, 2)])
    (top,) = found.options
    assert (top.value, top.unfolded) == (child.parent.slug, False)
    assert [(option.value, option.count) for option in top.narrower] == [(child.slug, 2)]
    found = facet("theme", [(child.parent.slug, 5), (child.slug, 2)], theme=child.slug)
    assert found.options[0].unfolded


@pytest.mark.django_db
def test_rare_filters_are_told_from_those_used_most():
    found, _chips = facets_and_chips(parse(""), {name: [("x", 1)] for name in SHOWN})
    assert [facet.name for facet in found] == list(SHOWN)
    assert [facet.name for facet in found if facet.rare] == ["kind", "stage", "funding", "region"]


@pytest.mark.django_db
def test_every_value_has_a_name(django_assert_num_queries):
    FacetName.objects.create(facet="oblast", value="GAB", name_bg="Габрово", name_en="Gabrovo")
    programme = FundingProgramme.objects.first()
    FacetName.objects.create(
        facet="funding", value=programme.slug, name_bg=programme.name_bg, name_en="x"
    )
    counts = {
        "oblast": [("GAB", 1)],
        "funding": [(programme.slug, 1)],
        "cost": [("10k_50k", 1)],
        "size_band": [("small", 1)],
        "has": [("foreign_partner", 1)],
    }
    with django_assert_num_queries(1), override("bg"):
        found, _chips = facets_and_chips(parse(""), counts)
    assert {f.name: f.options[0].name.replace("\u00a0", " ") for f in found} == {
        "oblast": "Габрово",
        "funding": programme.name_bg,
        "cost": "от 10 000 до 50 000 EUR",
        "size_band": "под 20 000 жители",
        "has": "Чуждестранен партньор",
    }


# --- Chips ---------------------------------------------------------------------------------------


def chips(**chosen) -> list[tuple[str, str, str]]:
    _facets, found = facets_and_chips(parse("вода", chosen), {})
    return [(chip.name, chip.address, chip.drop) for chip in found]


@pytest.mark.django_db
def test_years_in_a_row_are_one_chip():
    years = ["2018", "2019", "2020", "2021"]
    ((name, address, drop),) = chips(year=years)
    assert name == f"{years[0]}–{years[-1]}"
    assert address == ""  # four values are too deep for a link
    assert drop == f"year:{','.join(years)}"
    assert without(parse("", {"year": years}), "year", drop.partition(":")[2].split(",")) == {}
    assert [name for name, *_ in chips(year=["2010", "2011", "2015"])] == ["2010", "2011", "2015"]


@pytest.mark.django_db
def test_oblast_and_municipality_of_one_name_are_told_apart():
    for facet_name, value in (("oblast", "GAB"), ("municipality", "GAB05")):
        FacetName.objects.create(
            facet=facet_name, value=value, name_bg="Габрово", name_en="Gabrovo"
        )
    FacetName.objects.create(
        facet="oblast", value="SFO", name_bg="Софийска област", name_en="Sofia Province"
    )
    found = chips(oblast=["GAB", "SFO"], municipality="GAB05")
    assert [name for name, *_ in found] == ["област Габрово", "Софийска област", "община Габрово"]


@pytest.mark.django_db
def test_value_of_nobody_is_a_chip_to_take_off():
    assert chips(theme="nyama") == [
        ("nyama", "/tarsene/?q=%D0%B2%D0%BE%D0%B4%D0%B0", "theme:nyama")
    ]
