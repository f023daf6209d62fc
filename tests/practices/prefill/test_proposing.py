"""What every proposal must be, whatever the text; and what no rule may take for something else."""

import json
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.choices import Currency, DocumentKind, EventKind, OrganisationKind, PublicationKind
from practices.entry import ROWS
from practices.prefill import FIELDS, propose
from practices.prefill.evaluation import judge
from practices.prefill.proposing import LONGEST_TEXT
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source
from practices.registers import read

RELEASES = [text for part in judge.PARTS for _, text, _ in judge.texts(part)]
PIECES = sorted({piece for text in RELEASES for piece in re.findall(r"\S+\s?", text)})
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=120).map("".join),
    st.lists(st.sampled_from([*"„“\n.,-0123456789 №", "лв. ", "община ", "г. "]), max_size=200).map(
        "".join
    ),
)
CODES = {row["code"] for row in read("municipalities")}
GROUPS = {row["slug"] for row in read("target_groups")}
PROGRAMMES = {row["slug"] for row in read("programmes")} | {""}
KINDS = {
    "partners": OrganisationKind.values,
    "events": EventKind.values,
    "documents": DocumentKind.values,
    "publications": PublicationKind.values,
}
# The keys of a row whose text is taken from the release letter by letter.
SPOKEN = ("name", "title", "role", "share", "adopted_by")


def assert_is_of_the_text(text: str) -> None:
    for one in propose(text):
        assert one.field in FIELDS
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.sentence[0] < one.sentence[1] <= len(text)
        assert json.loads(json.dumps(one.value)) == one.value
        assert missing(one, text[one.start : one.end]) == []


def missing(one, words: str) -> list:
    """Return the parts of a value that do not stand in the words it came from."""
    value = one.value
    if one.field in ("title", "background", "practice", "results", "project_codes"):
        return [] if value == words else [value]
    if one.field == "municipalities":
        return [] if value in CODES else [value]
    if one.field == "target_groups":
        return [] if value in GROUPS else [value]
    if not isinstance(value, dict):
        return []
    assert value.get("kind", "") in KINDS.get(one.field, [""])
    assert value.get("programme", "") in PROGRAMMES
    spoken = SPOKEN[1:] if value.get("programme") else SPOKEN
    numbers = {of_count(m[0].lower()) for m in re.finditer(COUNT, Source(words).plain, re.I)}
    return [value[key] for key in spoken if value.get(key) and value[key] not in words] + [
        value[key]
        for key in ("participants", "issues", "print_run")
        if value.get(key) is not None and value[key] not in numbers
    ]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_proposals_of_any_text_lie_in_it_and_are_made_of_its_words(text):
    assert_is_of_the_text(text)


def test_proposals_of_the_releases_lie_in_them_and_are_made_of_their_words():
    for text in RELEASES:
        assert_is_of_the_text(text)


def test_rows_have_keys_of_the_full_entry():
    keys = {}
    for text in RELEASES:
        for one in propose(text):
            if one.field in ROWS:
                keys.setdefault(one.field, set()).update(one.value)
            if one.field == "cost":
                assert one.value["currency"] in Currency.values
    assert {field: found - set(ROWS[field]) for field, found in keys.items()} == {
        field: set() for field in ("partners", "funding", "events", "documents", "publications")
    }


def effort(text: str) -> float:
    """Return the processor time of reading a text, the lesser of two times."""
    spent = []
    for _ in range(2):
        started = process_time()
        propose(text)
        spent.append(process_time() - started)
    return min(spent)


# Of what doubles the text, linear work is twice as much and quadratic work four times.
QUADRATIC = 3.3


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "„",
            "община Видин и ",
            "Видин, ",
            "сто ",
            "Фондация А ",
            "1 000 ",
            "а. А",
            "програма за ",
        ),
        *("Център за а, и а ", "румънските А и Б, ", "между май и ", "5 май и на ", "обучи а "),
    ],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece):
    half, whole = ((piece * 12_000)[:size] for size in (6_000, 12_000))
    assert effort(whole) < QUADRATIC * max(effort(half), 0.02)


def test_of_a_text_of_200_kilobytes_what_lies_too_far_is_not_read():
    near, far = "Община Видин откри център.", "Община Девин откри център."
    text = f"{near}\n{'а ' * (LONGEST_TEXT // 2)}\n{far}\n{'а ' * 75_000}"
    assert values(text, "municipalities") == ["VID09"]
    assert values(f"{near}\n{far}", "municipalities") == ["VID09", "SML09"]


def values(text: str, field: str) -> list:
    return [one.value for one in propose(text) if one.field == field]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Общини Девин, Доспат и Борино подписаха.", ["SML09", "SML10", "SML05"]),
        ("Габровската община откри център.", ["GAB05"]),
        ("Делегация от област Видин разгледа центъра.", []),
        ("През септември 2014 г. сестра Елена и Роман от ул. „Стара Загора“ пяха.", []),
        ("Община Бяла откри плаж.", []),
        ("Община Бяла, област Варна, откри плаж.", ["VAR05"]),
        ("Столична община откри бюро.", ["SOF46"]),
    ],
)
def test_municipalities_are_told_from_what_has_their_name(text, codes):
    assert values(text, "municipalities") == codes


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("Общата стойност на проекта е 1 245 300,50 лв.", "1245300.5", "BGN"),
        ("Проектът е на стойност 2,3 млн. лева.", "2300000", "BGN"),
        ("Проектът е на обща стойност четиридесет и осем хиляди евро.", "48000", "EUR"),
        ("Бюджетът на проекта е 42 хил. щ.д.", "42000", "USD"),
        ("През 1998 г. проектът получи бюджет от 12 млн. лева.", "12000000", "BGL"),
    ],
)
def test_the_cost_is_read_with_its_currency(text, amount, currency):
    assert [(v["amount"], v["currency"]) for v in values(text, "cost")] == [(amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "Собственият принос на общината е 90 000 лв.",
        "Годишната поддръжка струва 64 000 лв.",
        "Билетът струва 3 евро.",
        "Спестени са 410 000 лева.",
        "Проектът е на стойност 10 000 лв. Друга сграда: обектът е на стойност 20 000 лв.",
    ],
)
def test_no_cost_where_the_sum_is_another_or_unsure(text):
    assert values(text, "cost") == []


@pytest.mark.parametrize(
    ("text", "period", "months"),
    [
        ("Проектът се изпълняваше от март 2014 до юни 2015 г.", ("2014-03", "2015-06"), None),
        ("Проектът започна през 2012 г. и приключи през май 2013 г.", ("2012", "2013-05"), None),
        ("Проектът продължи 18 месеца.", None, 18),
        ("Дейностите се изпълняват в рамките на две години.", None, 24),
        ("Това е 15-месечен проект.", None, 15),
        ("След 18 месеца ще видим.", None, None),
        ("През 2014 г. планът „Развитие 2014–2020“ беше готов.", None, None),
    ],
)
def test_period_and_duration(text, period, months):
    assert [(v["start"], v["end"]) for v in values(text, "period")] == ([period] if period else [])
    assert values(text, "duration_months") == ([months] if months else [])


def test_events_documents_and_publications_of_the_examples():
    text = (
        "Обща програма\n"
        "В обучението на 12 май 2014 г. се включиха 45 служители. Издаден е бюлетин в тираж 500 броя, "
        "пет броя. Наредба за младежта, приета с Решение № 123 на Общинския съвет от 03.07.2014 г., е в "
        "сила."
    )
    assert values(text, "events") == [
        {
            "name": "обучението",
            "kind": "training",
            "start": "2014-05-12",
            "end": None,
            "participants": 45,
        }
    ]
    assert values(text, "publications") == [
        {"title": "бюлетин", "kind": "bulletin", "issues": 5, "print_run": 500}
    ]
    assert values(text, "documents") == [
        {
            "title": "Наредба за младежта",
            "kind": "ordinance",
            "adopted_by": "Общинския съвет",
            "adopted_on": "2014-07-03",
        }
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Колата тръгна. Продължи по-късно.", 2),
        ("Проектът приключи на 31.05.2014 г. Той беше важен.", 2),
        ("Кметът на гр. Варна каза.", 1),
        ("Ул. „Г. С. Раковски“ е ремонтирана.", 1),
        ("Струва 5 хил. лв. общо.", 1),
    ],
)
def test_sentences_end_where_they_end(text, names):
    assert len(Source(text).sentences) == names


def test_lines_broken_by_a_file_are_one_paragraph():
    line = "В обучението на общинската администрация през май 2014 г. се включиха общо"
    text = f"Заглавие на новината\n{line}\n45 служители.\n"
    assert [text[a:b] for a, b in Source(text).paragraphs] == [
        "Заглавие на новината",
        f"{line}\n45 служители.",
    ]
