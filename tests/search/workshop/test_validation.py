"""What an editor is told of a row before it is kept."""

import pytest

from search.workshop import validation
from search.workshop.choices import Kind
from search.workshop.rules import Content
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


def faults(kind: str, left: str, right: str = "", relation: str = "") -> list[str]:
    relation = relation or ("same" if kind == Kind.SYNONYM else "")
    return list(validation.findings(Content(kind, left, right, relation, 0.85)).faults)


def doubts(kind: str, left: str, right: str = "", relation: str = "") -> list[str]:
    relation = relation or ("same" if kind == Kind.SYNONYM else "")
    found = validation.findings(Content(kind, left, right, relation, 0.85))
    assert found.faults == ()
    return list(found.doubts)


KNOWN = "Търсачката вече знае това: всичко е в таблиците или в добавка на живо."


@pytest.mark.parametrize(
    ("kind", "left", "right", "relation", "told"),
    [
        (
            *(Kind.SYNONYM, "щанга", "", ""),
            "Едно име само не променя нищо. Напишете другото на отделен ред.",
        ),
        (
            *(Kind.SYNONYM, "щанга\nщангите", "", ""),
            "За търсачката „щанга“ и „щангите“ вече са едно и също.",
        ),
        (
            *(Kind.SYNONYM, "тъмно е", "", "problem"),
            "Към проблема трябва и решение: попълнете второто поле.",
        ),
        (*(Kind.SYNONYM, "битови отпадъци\nбоклук", "", ""), KNOWN),
        (
            *(Kind.SYNONYM, "на\nщанга", "", ""),
            "„на“ е само от служебни думи, които има във всеки текст.",
        ),
        (*(Kind.SYNONYM, "щанга\n!!!", "", ""), "В „!!!“ няма дума."),
        (
            *(Kind.SYNONYM, "щанга\nа | б", "", ""),
            "В „а | б“ има знак, който таблиците пазят за себе си: | или →.",
        ),
        (
            *(Kind.SYNONYM, "щанга\n" + "много дълго име на нещо " * 3, "", ""),
            (
                f"„{'много дълго име на нещо ' * 3}“ е твърде дълго; никой не пише толкова. "
                "Назовете нещото с няколко думи."
            ),
        ),
        (
            *(Kind.SYNONYM, "\n".join(f"щанга{n}" for n in "абвгдежзиклмн"), "", ""),
            "В едно поле има най-много 12 реда. Направете две добавки.",
        ),
        (*(Kind.ABBREVIATION, "ПУП", "подробен устройствен план", ""), KNOWN),
        (
            *(Kind.ABBREVIATION, "ЗА", "закон за авиацията", ""),
            "„ЗА“ е служебна дума от всяко изречение и не може да значи и друго.",
        ),
        (
            *(Kind.ABBREVIATION, "две думи", "нещо дълго", ""),
            "„две думи“ не е съкращение: то е една дума с най-много 15 знака.",
        ),
        (*(Kind.ABBREVIATION, "ГТК", "ГТК", ""), "Кръг: „ГТК“ означава самото себе си."),
        (
            *(Kind.READING, "общините", "община", ""),
            "За търсачката „общините“ вече е форма на „община“.",
        ),
        (*(Kind.READING, "две думи", "тролейбус", ""), "„две думи“ трябва да е само една дума."),
        (
            *(Kind.READING, "тролка", "тролейбус\nтрамвай", ""),
            "Напишете една дума, на която са тези форми.",
        ),
        (*(Kind.ENGLISH, "participatory budgeting", "граждански бюджет", ""), KNOWN),
        (*(Kind.ENGLISH, "щанга", "тролейбус", ""), "„щанга“ не е с латински букви."),
        (*(Kind.ENGLISH, "rickshaw", "trolleybus", ""), "„trolleybus“ не е на български."),
        (
            *(Kind.PROMOTED, "тролейбус", "ДП-2026-9999", ""),
            "Няма публикувана практика с номер „ДП-2026-9999“.",
        ),
        (
            *(Kind.PROMOTED, "тролейбус", "", ""),
            "Напишете номера на практика; най-много 3, по един на ред.",
        ),
    ],
)
def test_fault_is_told_in_plain_words(kind, left, right, relation, told):
    assert faults(kind, left, right, relation) == [told]


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (Kind.SYNONYM, "щанга\nтролейбус", ""),
        (Kind.ABBREVIATION, "ГТК", "градска тролейбусна компания"),
        (Kind.READING, "тролка", "тролейбус"),
        (Kind.ENGLISH, "rickshaw", "рикша"),
    ],
)
def test_good_row_has_no_fault(kind, left, right):
    assert faults(kind, left, right) == []


def test_row_that_is_live_is_not_proposed_again(live_row):
    rule = live_row("щанга", "тролейбус")
    assert faults(Kind.SYNONYM, "тролейбуси\nщанги") == [KNOWN]
    # The row itself may be written anew.
    content = Content(Kind.SYNONYM, "щанга\nтролейбус", "", "same", 0.85)
    assert validation.findings(content, rule).faults == ()


def test_draft_is_no_row_in_force(drafted):
    drafted("щанга", "тролейбус")
    assert faults(Kind.SYNONYM, "щанга\nтролейбус") == []


def test_circle_of_one_way_rows_is_refused(live_row):
    live_row("тъмно е вечер", answers=("рикша",), relation="problem")
    assert faults(Kind.SYNONYM, "рикша", "тъмно е вечер", "same") == [
        (
            "Кръг: „тъмно е вечер“ вече води до „рикша“. Ако са едно и също, оставете второто поле "
            "празно."
        )
    ]


def test_circle_of_forms_is_refused(live_row):
    live_row("тролка", answers=("тролейбус",), kind=Kind.READING)
    assert faults(Kind.READING, "тролейбус", "тролка") == [
        "Кръг: по друга добавка „тролка“ е форма на „тролейбус“."
    ]


def test_practice_on_top_of_the_same_question_is_refused(live_row):
    pid = published(title="Тролейбуси").pid
    live_row("нов тролейбус", answers=(pid,), kind=Kind.PROMOTED)
    assert faults(Kind.PROMOTED, "тролейбуси нови", pid) == [
        (
            "На „тролейбуси нови“ вече има практика най-отгоре от друга добавка на живо; първо "
            "отменете нея."
        )
    ]


def test_word_of_very_many_practices_is_refused(monkeypatch):
    monkeypatch.setattr(validation, "FEW_PRACTICES", 3)
    for title in ("Щанги в селата", "Щанги в града", "Тролейбуси"):
        published(title=title)
    assert faults(Kind.SYNONYM, "щанга\nрикша") == [
        (
            "„щанга“ стои в 2 от 3 практики. С толкова честа дума въпросът би намерил почти всичко; "
            "изберете по-тясна."
        )
    ]
    # Where there are few practices a share says nothing.
    monkeypatch.setattr(validation, "FEW_PRACTICES", 4)
    assert faults(Kind.SYNONYM, "щанга\nрикша") == []


@pytest.mark.parametrize(
    ("kind", "left", "right", "told"),
    [
        (
            *(Kind.ABBREVIATION, "МОСТ", "модел за открити съвместни търгове"),
            (
                "„МОСТ“ е и обикновена дума, а малките букви важат като главни. Който има предвид "
                "думата, ще получи и съкращението."
            ),
        ),
        (
            *(Kind.READING, "пейка", "тролейбус"),
            "„пейка“ е дума от речника (пейка). Който има предвид нея, ще получи и „тролейбус“.",
        ),
        (
            *(Kind.SYNONYM, "рик\nрикша", ""),
            "„рик“ е много кратко; кратките думи значат много неща.",
        ),
    ],
)
def test_doubt_is_told_and_does_not_forbid(kind, left, right, told):
    assert doubts(kind, left, right) == [told]


def test_form_of_another_word_is_doubtful():
    (told,) = doubts(Kind.SYNONYM, "цели\nрикша")
    assert told.startswith("„цели“ може да е форма и на друга дума (")


def test_term_that_has_other_names_is_doubtful():
    (told,) = doubts(Kind.SYNONYM, "сметище\nрикша")
    assert told.startswith("„сметище“ вече върви заедно с: „")
