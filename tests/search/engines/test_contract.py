"""What every engine promises: the same answers, in the same order, from the same questions."""

import datetime
from dataclasses import replace

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.ports import Standing
from search.engines.base import Engine, Key, ListSource, Stamp
from search.query import Query, parse
from tests.search.collection import made, real_practices
from tests.search.conftest import refresh

COMPOST, SCHOOL, ROADS, BUDGET, CARE = (f"ДП-2026-{n:04}" for n in range(1, 6))
FACETS = ("theme", "oblast", "year", "has", "life")


def collection():
    return [
        made(
            COMPOST,
            title="Компостиране на отпадъци в Габрово",
            summary="Домакинствата компостират в двора.",
            background="<p>Общината плащаше скъпо за депото.</p>",
            practice="<p>Раздадени са 400 компостера на къщи с дворове.</p>",
            results="<p>Отпадъците за депото намаляха с една пета.</p>",
            municipalities=[{"name_bg": "Габрово", "name_en": "Gabrovo"}],
            project_codes=[{"raw": "BG05SFOP001-2.025-0025-С01"}],
            first_published_on="2026-01-10",
            nominations=3,
            facets={
                "theme": ["otpadatsi", "kompost"],
                "oblast": ["GAB"],
                "year": ["2015", "2016"],
                "has": ["measured_results"],
            },
            life=Standing("running", datetime.date(2026, 5, 4), None, is_old=False),
        ),
        made(
            SCHOOL,
            title="Училище без отпадъци",
            summary="Учениците от Севлиево разделят хартия и пластмаса.",
            practice="<p>Зелена система от кошове във всеки кабинет и вендинг автомат.</p>",
            results="<p>Училището продава хартията и купува книги.</p>",
            municipalities=[{"name_bg": "Севлиево", "name_en": "Sevlievo"}],
            first_published_on="2026-03-01",
            nominations=9,
            facets={"theme": ["otpadatsi"], "oblast": ["GAB"], "year": ["2018"]},
        ),
        made(
            ROADS,
            title="Ремонт на улици с гражданите",
            summary="Жителите избират улиците, общината дава материалите.",
            background="<p>Улиците бяха в дупки, а пари нямаше.</p>",
            practice="<p>Системата е зелена: строи се без асфалт.</p>",
            first_published_on="2026-02-01",
            nominations=1,
            facets={"theme": ["gradska-sreda"], "oblast": ["VTR"], "year": ["2016"]},
        ),
        made(
            BUDGET,
            title="Граждански бюджет",
            summary="Хората решават за малки проекти в кварталите.",
            practice="<p>Всяка година гражданите предлагат и гласуват за училища и улици.</p>",
            results="<p>Изпълнени са 24 предложения на граждани.</p>",
            first_published_on="2026-02-01",
            facets={
                "theme": ["uchastie"],
                "oblast": ["SOF"],
                "year": ["2018"],
                "has": ["measured_results"],
            },
        ),
        made(
            CARE,
            title="Домашна грижа за възрастни хора",
            summary="Сестри обикалят селата с микробус.",
            background="<p>В селата няма лекар, възрастният човек остава сам.</p>",
            results="<p>Посетени са 120 души месечно.</p>",
            first_published_on="2025-12-01",
            facets={"theme": ["sotsialni"], "oblast": ["VTR"], "year": ["2018"]},
            life=Standing("stopped", None, None, is_old=False),
        ),
        made(
            "ДП-2026-0006",
            language="en",
            title="Composting in Gabrovo",
            summary="Households compost at home.",
            first_published_on="2026-01-10",
            shown_in=("en",),
            facets={"theme": ["otpadatsi"], "oblast": ["GAB"]},
        ),
    ]


# What each engine holds now: tests that only read share one filling.
_held: dict[str, str] = {}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """An engine with the collection, for tests that only read."""
    if _held.get(engine.name) != "collection":
        engine.rebuild(ListSource(collection()))
        _held[engine.name] = "collection"
    return engine


@pytest.fixture
def changing(engine: Engine) -> Engine:
    """An engine with the collection, for a test that changes it."""
    _held.pop(engine.name, None)
    engine.rebuild(ListSource(collection()))
    return engine


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """An engine that a test fills by itself."""
    _held.pop(engine.name, None)
    return engine


@pytest.fixture
def real(all_engines: list[Engine]) -> list[Engine]:
    """All three with the real practices, for tests that only read."""
    for engine in all_engines:
        if _held.get(engine.name) != "real":
            engine.rebuild(ListSource(real_practices()))
            _held[engine.name] = "real"
    return all_engines


def pids(engine: Engine, text: str, **params) -> list[str]:
    return [hit.pid for hit in engine.search(parse(text, params)).hits]


@pytest.mark.parametrize(
    "text",
    ["отпадък", "отпадъците", "ОТПАДЪЦИ", "отпа\u0301дък", "отпадъци на", "«отпадъците»"],
)
def test_search_any_form_of_a_word_finds_the_same(filled: Engine, text: str):
    assert set(pids(filled, text)) == {COMPOST, SCHOOL}


def test_search_title_weighs_more_than_text(filled: Engine):
    assert pids(filled, "улици") == [ROADS, BUDGET]


def test_search_all_words_of_two_are_needed(filled: Engine):
    assert pids(filled, "граждани улици") == [ROADS, BUDGET]
    assert pids(filled, "граждани отпадъци") == []


def test_search_one_of_three_words_may_be_missing(filled: Engine):
    assert pids(filled, "домашна грижа хеликоптер") == [CARE]


def test_search_phrase_finds_the_words_side_by_side_only(filled: Engine):
    assert pids(filled, "„зелена система“") == [SCHOOL]
    assert set(pids(filled, "зелена система")) == {SCHOOL, ROADS}


def test_search_phrase_in_another_form_is_found_after_the_same_form(filled: Engine):
    assert pids(filled, '"граждански бюджети"') == [BUDGET]


def test_search_phrase_does_not_span_two_fields(filled: Engine):
    assert pids(filled, "„Габрово домакинствата“") == []


def test_search_excluded_word_hides_all_its_forms(filled: Engine):
    assert pids(filled, "отпадъци -училище") == [COMPOST]
    assert pids(filled, "улици -граждани") == []
    assert pids(filled, "-отпадък") == [ROADS, BUDGET, CARE]


def test_search_excluded_phrase_hides_only_the_phrase(filled: Engine):
    assert pids(filled, "система -„зелена система“") == [ROADS]


@pytest.mark.parametrize(
    "text",
    [
        "BG05SFOP001-2.025-0025-С01",  # Cyrillic С, as the source prints it
        "BG05SFOP001-2.025-0025-C01",  # Latin C
        "bg05sfop001 2.025 0025",
        "BG05SFOP001",
        "ВG05SFOР001-2.025",  # Cyrillic В and Р
        "2.025-0025",
        "20250025",
        "0025",
    ],
)
def test_search_code_is_found_whole_and_in_part_in_both_scripts(filled: Engine, text: str):
    assert pids(filled, text) == [COMPOST]


@pytest.mark.parametrize("text", ["BG05SFOP002", "BG05SFOP001-2.026", "0026"])
def test_search_another_code_is_not_found(filled: Engine, text: str):
    assert pids(filled, text) == []


@pytest.mark.parametrize("text", ["ДП-2026-0003", "дп-2026-0003", "DP-2026-0003"])
def test_search_number_of_a_practice_finds_it(filled: Engine, text: str):
    assert pids(filled, text) == [ROADS]


def test_search_place_is_found_in_latin_letters_too(filled: Engine):
    assert pids(filled, "Gabrovo") == [COMPOST]


def test_search_section_asks_only_that_section(filled: Engine):
    assert pids(filled, "депо", section="background") == [COMPOST]
    assert pids(filled, "отпадъци", section="results") == [COMPOST]
    assert pids(filled, "отпадъци", section="background") == []
    assert set(pids(filled, "улици", section="practice")) == {BUDGET}


def test_search_shows_only_what_readers_of_the_language_meet(filled: Engine):
    english = filled.search(parse("compost", language="en"))
    assert [hit.pid for hit in english.hits] == ["ДП-2026-0006"]
    assert english.hits[0].language == "en"
    assert pids(filled, "composting") == []


def test_search_without_words_lists_all_the_newest_first(filled: Engine):
    assert pids(filled, "") == [SCHOOL, ROADS, BUDGET, COMPOST, CARE]


def test_search_sorts_by_date_and_by_nominations(filled: Engine):
    assert pids(filled, "отпадъци", sort="newest") == [SCHOOL, COMPOST]
    assert pids(filled, "", sort="nominated") == [SCHOOL, COMPOST, ROADS, BUDGET, CARE]


def test_search_facet_counts_follow_the_other_facets_only(filled: Engine):
    found = filled.search(parse("", {"theme": ["otpadatsi"], "oblast": ["GAB"]}), FACETS)
    assert found.total == 2
    assert found.facets["oblast"] == (("GAB", 2),)
    assert dict(found.facets["theme"]) == {"otpadatsi": 2, "kompost": 1}
    assert dict(found.facets["year"]) == {"2015": 1, "2016": 1, "2018": 1}
    assert found.facets["has"] == (("measured_results", 1),)


def test_search_facet_with_a_choice_still_counts_its_other_values(filled: Engine):
    found = filled.search(parse("", {"theme": ["otpadatsi"]}), FACETS)
    assert dict(found.facets["theme"]) == {
        "otpadatsi": 2,
        "kompost": 1,
        "gradska-sreda": 1,
        "uchastie": 1,
        "sotsialni": 1,
    }
    assert found.facets["oblast"] == (("GAB", 2),)


def test_search_several_values_of_a_facet_are_either_or(filled: Engine):
    chosen = {"theme": ["uchastie", "gradska-sreda"], "year": ["2018"]}
    found = filled.search(parse("", chosen), FACETS)
    assert [hit.pid for hit in found.hits] == [BUDGET]
    assert dict(found.facets["year"]) == {"2016": 1, "2018": 1}


def test_search_counts_and_chooses_by_whether_a_practice_still_works(filled: Engine):
    found = filled.search(parse("", {"life": ["running", "stopped"]}), FACETS)
    assert [hit.pid for hit in found.hits] == [COMPOST, CARE]
    assert dict(found.facets["life"]) == {"running": 1, "stopped": 1}
    assert pids(filled, "", life="stopped") == [CARE]


def test_index_same_version_takes_what_its_contact_said(changing: Engine):
    twins = [
        made(pid, title="Общинска пекарна", completeness={"score": 80}, period={"years": [2020]})
        for pid in (ROADS, BUDGET)
    ]
    changing.index(twins)
    refresh(changing)
    assert pids(changing, "пекарна") == [ROADS, BUDGET]
    stopped = Standing("stopped", None, None, is_old=False)
    record = {"completeness": {"score": 80}, "period": {"years": [2020]}}
    changing.index([made(ROADS, title="Общинска пекарна", life=stopped, **record)])
    refresh(changing)
    assert pids(changing, "пекарна") == [BUDGET, ROADS]
    assert pids(changing, "", life="stopped") == [CARE, ROADS]


def test_search_facets_count_only_what_the_words_find(filled: Engine):
    found = filled.search(parse("училище"), FACETS)
    assert dict(found.facets["theme"]) == {"otpadatsi": 1, "uchastie": 1}


def test_search_unknown_value_finds_nothing(filled: Engine):
    found = filled.search(parse("", {"theme": ["няма-такава"]}), FACETS)
    assert (found.total, found.hits) == (0, ())
    assert found.facets["oblast"] == ()


def test_search_pages_hold_every_hit_once(empty: Engine):
    many = [
        made(f"ДП-2026-{n:04}", title="Еднаква практика", first_published_on="2026-01-01")
        for n in range(1, 35)
    ]
    empty.rebuild(ListSource(many))
    for sort in ("relevance", "newest", "nominated"):
        pages = [pids(empty, "практика", sort=sort, page=str(number)) for number in range(1, 6)]
        assert [len(page) for page in pages] == [10, 10, 10, 4, 0]
        assert [pid for page in pages for pid in page] == [item.pid for item in many]
    assert empty.search(parse("практика", {"page": "5"})).total == 34


def test_search_of_an_empty_index_finds_nothing(empty: Engine):
    empty.rebuild(ListSource([]))
    found = empty.search(parse("вода", {"theme": "voda"}), FACETS)
    assert (found.hits, found.total) == ((), 0)
    assert empty.search(parse("")).total == 0


def test_index_replaces_what_was_there(changing: Engine):
    changing.index([made(ROADS, title="Осветление", version=2, facets={"theme": ["energia"]})])
    refresh(changing)
    assert pids(changing, "осветление") == [ROADS]
    assert pids(changing, "ремонт") == []
    assert pids(changing, "", theme="gradska-sreda") == []
    assert changing.search(parse("")).total == 5


def test_index_older_version_changes_nothing(changing: Engine):
    changing.index([made(ROADS, title="Осветление", version=5)])
    changing.index([made(ROADS, title="Старо заглавие", version=4)])
    refresh(changing)
    assert pids(changing, "осветление") == [ROADS]
    assert pids(changing, "старо") == []


def test_index_same_version_takes_the_new_counter(changing: Engine):
    changing.index([made(CARE, title="Домашна грижа", nominations=99)])
    refresh(changing)
    assert pids(changing, "", sort="nominated")[0] == CARE


def test_delete_takes_out_and_may_be_repeated(changing: Engine):
    for _ in range(2):
        changing.delete({Key(COMPOST, "bg"): 2, Key("ДП-1999-0001", "bg"): 1})
    refresh(changing)
    assert pids(changing, "отпадъци") == [SCHOOL]
    found = changing.search(parse(""), FACETS)
    assert "kompost" not in dict(found.facets["theme"])


def test_delete_then_index_again_brings_it_back(changing: Engine):
    changing.delete({Key(COMPOST, "bg"): 2})
    changing.index([made(COMPOST, title="Компост", version=3)])
    refresh(changing)
    assert pids(changing, "компост") == [COMPOST]


def test_delete_of_an_older_version_changes_nothing(changing: Engine):
    changing.index([made(COMPOST, title="Компост", version=5)])
    changing.delete({Key(COMPOST, "bg"): 4})
    refresh(changing)
    assert pids(changing, "компост") == [COMPOST]


def test_rebuild_forgets_what_is_gone(changing: Engine):
    assert changing.rebuild(ListSource(collection()[:2])) == 2
    assert pids(changing, "") == [SCHOOL, COMPOST]
    assert changing.health().documents == 2


def test_stamps_tell_version_nominations_and_languages(filled: Engine):
    stamps = filled.stamps()
    assert stamps[Key(SCHOOL, "bg")] == Stamp(1, 9, ("bg",))
    assert stamps[Key("ДП-2026-0006", "en")] == Stamp(1, 0, ("en",))
    assert len(stamps) == 6


def test_health_is_current_after_a_rebuild(filled: Engine):
    state = filled.health()
    assert (state.ready, state.current, state.documents) == (True, True, 6)


# What people, robots and attackers type.
HOSTILE = [
    '"',
    "'",
    "''; DROP TABLE search_row; --",
    '" OR 1=1 --',
    "title_lemma : x",
    "NEAR(вода улица)",
    "вода AND OR NOT улица",
    "вода*",
    "(вода",
    "^вода",
    "{вода}",
    "вода | улица & !пари <-> къща:*",
    "\\",
    "%s %(x)s %",
    "\x00вода",
    "\ud800",
    "вода\u0000улица",
    "😀 🏳️‍🌈",
    "<script>alert(1)</script>",
    "- -- --- -",
    '„“ „“ ""',
    "а" * 1000,
    "дума " * 500,
    "1" * 400,
    "א ب 中文 ไทย",
    "{{7*7}} ${7*7}",
    "../../etc/passwd",
    "AND",
    "#",
    "~",
    "l:вода 'lt:вода'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_search_hostile_text_is_only_text(filled: Engine, text: str):
    found = filled.search(parse(text, {"theme": [text], "year": text, "page": text}), FACETS)
    assert found.total <= 5


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(max_size=80),
    section=st.sampled_from(["all", "background", "results"]),
    value=st.text(max_size=10),
)
def test_search_any_text_gives_an_answer(filled: Engine, text: str, section: str, value: str):
    query = parse(text, {"section": section, "theme": [value]})
    assert filled.search(query, FACETS).total >= 0


# What must be found, and what only raises what has it.
def asking(*texts: str, optional: tuple[str, ...] = (), **params) -> Query:
    words = parse(" ".join([*texts, *optional])).words
    return replace(
        parse(" ".join(texts), params),
        words=tuple(replace(word, optional=word.text in optional) for word in words),
        sort="relevance",
    )


def found_by(engine: Engine, query: Query) -> list[str]:
    return [hit.pid for hit in engine.search(query).hits]


def test_search_optional_word_raises_what_has_it_and_hides_nothing(filled: Engine):
    plain = found_by(filled, asking("отпадъци"))
    assert plain == [COMPOST, SCHOOL]
    assert found_by(filled, asking("отпадъци", optional=("училище",))) == [SCHOOL, COMPOST]
    assert found_by(filled, asking("отпадъци", optional=("хеликоптер",))) == plain
    assert found_by(filled, asking("хеликоптер", optional=("училище",))) == []


def test_search_optional_words_alone_find_what_has_any_of_them(filled: Engine):
    assert set(found_by(filled, asking(optional=("улици", "хеликоптер", "депо")))) == {
        ROADS,
        BUDGET,
        COMPOST,
    }


def attached() -> list:
    return [
        made(ROADS, title="Ремонт на улици", attachments="Наредба за чешмите в парка"),
        made(CARE, title="Чешма в парка"),
        made(BUDGET, title="Граждански бюджет", attachments="програма и наредба " * 240),
        made(SCHOOL, title="Училище без бюджет"),
    ]


def test_search_attached_text_is_found_after_the_practice_itself(empty: Engine):
    empty.rebuild(ListSource(attached()))
    assert pids(empty, "чешма") == [CARE, ROADS]
    assert pids(empty, "наредба чешма") == [ROADS]
    assert pids(empty, "програма") == [BUDGET]
    assert pids(empty, "„чешми в парк“") == [CARE, ROADS]
    assert pids(empty, "„наредба за чешмите“") == [ROADS]
    assert pids(empty, "парк -наредба") == [CARE]
    assert pids(empty, "парк -„наредба за чешмите“") == [CARE]
    assert pids(empty, "чешма", section="practice") == []


def test_search_long_attachment_does_not_drown_the_practice(empty: Engine):
    empty.rebuild(ListSource(attached()))
    long, short = (
        next(hit.score for hit in empty.search(parse("бюджет")).hits if hit.pid == pid)
        for pid in (BUDGET, SCHOOL)
    )
    assert long > short


def test_search_attached_text_counts_what_the_formula_says(all_engines: list[Engine]):
    for engine in all_engines:
        _held.pop(engine.name, None)
        engine.rebuild(ListSource(attached()))
    for text in ("чешма", "парк наредба", "„чешма в парка“", "програма бюджет"):
        answers = [engine.search(parse(text)).hits for engine in all_engines]
        found = [[hit.pid for hit in hits] for hits in answers]
        assert found[0] == found[1] == found[2] != []
        scores = [[hit.score for hit in hits] for hits in answers]
        assert scores[0] == pytest.approx(scores[1], abs=1e-5), text
        assert scores[0] == pytest.approx(scores[2], abs=1e-5), text


def deserving(number: int, score: int, **fields):
    title = "Общинска чешма с вода"
    return made(f"ДП-2026-{number:04}", title=title, completeness={"score": score}, **fields)


def test_search_merit_orders_what_says_the_same(empty: Engine):
    empty.rebuild(ListSource([deserving(1, 20), deserving(2, 100), deserving(3, 60)]))
    assert pids(empty, "чешма") == ["ДП-2026-0002", "ДП-2026-0003", "ДП-2026-0001"]
    best, middle, least = (hit.score for hit in empty.search(parse("чешма")).hits)
    assert best / least == pytest.approx(1.020 / 1.004, abs=1e-5)
    assert middle / least == pytest.approx(1.012 / 1.004, abs=1e-5)


def test_search_merit_does_not_beat_what_is_asked(empty: Engine):
    said = made("ДП-2026-0001", title="Чешма", summary="Чешма на площада.")
    other = made(
        "ДП-2026-0002",
        title="Площад",
        summary="Площад с чешма.",
        completeness={"score": 100},
        nominations=1000,
    )
    empty.rebuild(ListSource([said, other]))
    assert pids(empty, "чешма") == ["ДП-2026-0001", "ДП-2026-0002"]


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_nominations_move_the_merit_without_the_words(all_engines: list[Engine], name: str):
    engine = next(engine for engine in all_engines if engine.name == name)
    _held.pop(name, None)
    engine.rebuild(ListSource([deserving(1, 50), deserving(2, 60)]))
    assert pids(engine, "чешма") == ["ДП-2026-0002", "ДП-2026-0001"]
    with CaptureQueriesContext(engine.connection) as queries:
        engine.count_nominations("ДП-2026-0001", 127)
    assert not any("search_text" in query["sql"] for query in queries)
    assert pids(engine, "чешма") == ["ДП-2026-0001", "ДП-2026-0002"]
    engine.rebuild(ListSource([deserving(1, 50, nominations=127), deserving(2, 60)]))
    assert pids(engine, "чешма") == ["ДП-2026-0001", "ДП-2026-0002"]


def test_related_practices_share_the_subject_on_every_engine(real: list[Engine]):
    by_title = {document.fields["title"].exact: document.pid for document in real_practices()}
    titles = {pid: title for title, pid in by_title.items()}
    (compost,) = (
        pid for title, pid in by_title.items() if title.startswith("етрополе компостиране")
    )
    for pid in [compost, *list(titles)[::7]]:
        nearest = [engine.related(Key(pid, "bg"), 5) for engine in real]
        assert nearest[0] == nearest[1] == nearest[2], titles[pid]
        assert pid not in nearest[0]
        assert len(set(nearest[0])) == 5
        if pid == compost:
            assert "компостиране" in titles[nearest[0][0]]


def test_related_of_an_unknown_practice_are_none(filled: Engine):
    assert filled.related(Key("ДП-1999-0001", "bg"), 3) == []


def test_related_shows_only_what_readers_of_the_language_meet(filled: Engine):
    assert SCHOOL in filled.related(Key(COMPOST, "bg"), 5)
    assert filled.related(Key("ДП-2026-0006", "en"), 5) == []


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_rebuild_in_a_database_keeps_what_is_written_meanwhile(
    all_engines: list[Engine], name: str
):
    engine = next(engine for engine in all_engines if engine.name == name)
    _held.pop(name, None)
    engine.rebuild(ListSource(collection()))

    class Moving(ListSource):
        def documents(self, keys):
            yield from super().documents(keys)
            # Its own transaction wrote this record while the batch was read.
            engine.index([made(ROADS, title="Осветление", version=9)])

    engine.rebuild(Moving([*collection(), made(ROADS, title="Осветление", version=9)]))
    assert pids(engine, "осветление") == [ROADS]


# Thirty ways of asking for what the real practices hold.
QUESTIONS = """
компостиране
разделно събиране на отпадъци
детска градина
слънчеви колектори
грижа за възрастни хора
граждански бюджет
обществен форум
общински съвет решение
енергийна ефективност в училища
безплатен транспорт
медицински посещения по селата
ромски деца в училище
младежки център
дом за стари хора
вода за селата
Габрово
София граждани
фонд за местни инициативи
стипендии за лекари
електронни услуги
прозрачност на общината
как да намалим боклука
референдум
биомаса отопление
депо
социални услуги за хора с увреждания
„от врата на врата“
„обществен съвет“ -роми
междуобщинско сътрудничество
информационен център за граждани
общините и хората в тях за проекти на общината
уеб-сайт на общината
2019
""".strip().splitlines()


def test_engines_agree_on_the_first_ten_of_the_real_practices(real: list[Engine]):
    for question in QUESTIONS:
        for section in ("all", "results"):
            query = parse(question, {"section": section})
            answers = [engine.search(query, ("theme",)) for engine in real]
            found = [[hit.pid for hit in answer.hits] for answer in answers]
            assert found[0] == found[1] == found[2], (question, section)
            assert answers[0].total == answers[1].total == answers[2].total, question
            assert answers[0].facets == answers[1].facets == answers[2].facets, question


def test_engines_agree_on_the_scores(real: list[Engine]):
    for question in QUESTIONS[:10]:
        scores = [[hit.score for hit in engine.search(parse(question)).hits] for engine in real]
        assert scores[0] == pytest.approx(scores[1], abs=1e-5), question
        assert scores[0] == pytest.approx(scores[2], abs=1e-5), question


@pytest.mark.parametrize("section", ["background", "results"])
def test_search_code_answers_whatever_section_is_asked(filled: Engine, section: str):
    assert pids(filled, "BG05SFOP001", section=section) == [COMPOST]
    assert pids(filled, "депо -BG05SFOP001", section=section) == []
