"""Other names of a thing and answers to a problem: the table, and its promises in words."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import Analyser, analyse, is_stop_word
from search.bulgarian.phrases import DENIALS, LINKS, MAX_ALTERNATIVES, one_per_word, term
from search.bulgarian.synonyms import (
    NEAR,
    OFFICIAL,
    PROBLEM,
    SAME,
    Group,
    Synonyms,
    alternatives,
    groups,
    parse,
)


@pytest.fixture(scope="module")
def table(analyser) -> Synonyms:
    return Synonyms(groups(), analyser)


@pytest.fixture(scope="module", autouse=True)
def table_of_the_process():
    """The first look-up of a process reads the table; what is timed comes after it."""
    alternatives(())


@pytest.fixture
def meant(analyser, table):
    """What the table adds to a query, as {term: reason}."""

    def ask(text: str) -> dict[str, str]:
        found = table.alternatives(one_per_word(analyser.analyse(text)))
        return {alternative.text: alternative.reason for alternative in found}

    return ask


def key(text: str, analyser: Analyser) -> tuple[str, ...]:
    words = term(text, analyser).words
    telling = tuple(word.lemma for word in words if word.exact not in LINKS)
    return telling if len(telling) > 1 else tuple(word.lemma for word in words)


def test_groups_are_many_and_of_every_kind():
    kinds = Counter(group.kind for group in groups())
    assert kinds.total() >= 420
    assert min(kinds[kind] for kind in (SAME, OFFICIAL, NEAR, PROBLEM)) >= 40


def test_weights_follow_the_kind():
    weights = defaultdict(set)
    for group in groups():
        weights[group.kind].add(group.weight)
    assert all(0.8 <= weight <= 0.9 for weight in weights[SAME] | weights[OFFICIAL])
    assert all(0.4 <= weight <= 0.6 for weight in weights[NEAR])
    assert weights[PROBLEM] == {0.4}


def test_every_term_has_a_word(any_analyser):
    texts = [text for group in groups() for text in group.terms + group.answers]
    assert all(term(text, any_analyser).words for text in texts)


def test_no_term_stands_twice_in_a_group(analyser):
    twice = [
        group
        for group in groups()
        for side in (group.terms, group.answers)
        if len({key(text, analyser) for text in side}) < len(side)
    ]
    assert twice == []


def test_a_term_has_one_group_of_other_names(analyser):
    owners = defaultdict(list)
    for group in groups():
        if group.kind in (SAME, OFFICIAL) and not group.answers:
            for text in group.terms:
                owners[key(text, analyser)].append(text)
    assert [texts for texts in owners.values() if len(texts) > 1] == []


def test_a_problem_is_written_once_and_is_no_name_of_a_thing(analyser):
    names = {
        key(text, analyser)
        for group in groups()
        if group.kind in (SAME, OFFICIAL) and not group.answers
        for text in group.terms
    }
    problems = Counter(
        key(text, analyser) for group in groups() if group.kind == PROBLEM for text in group.terms
    )
    assert [problem for problem, times in problems.items() if times > 1] == []
    assert problems.keys() & names == set()


def test_problems_differ_in_words_that_tell(analyser):
    said = defaultdict(list)
    for group in groups():
        for text in group.terms if group.kind == PROBLEM else ():
            words = term(text, analyser).words
            telling = [w for w in words if w.exact in DENIALS or not is_stop_word(w.exact)]
            said[frozenset(w.lemma for w in (telling if len(telling) > 1 else words))].append(text)
    assert [texts for texts in said.values() if len(texts) > 1] == []


def test_no_two_groups_say_the_same_of_two_terms(analyser):
    said = Counter()
    for group in groups():
        left = {key(text, analyser) for text in group.terms}
        if group.answers:
            said.update((a, key(b, analyser)) for a in left for b in group.answers)
        else:
            said.update(frozenset(pair) for pair in combinations(sorted(left), 2))
    assert [pair for pair, times in said.items() if times > 1] == []


def test_no_problem_answers_itself(analyser):
    wrong = [
        group
        for group in groups()
        if {key(t, analyser) for t in group.terms} & {key(t, analyser) for t in group.answers}
    ]
    assert wrong == []


def test_groups_without_an_arrow_work_both_ways(analyser, table):
    def reached(text: str) -> set[tuple[str, ...]]:
        found = table.alternatives(one_per_word(analyser.analyse(text)))
        return {alternative.tokens for alternative in found}

    # Of two terms of which one holds the other, the longer only narrows the shorter.
    missing = []
    for group in groups():
        if group.answers or len(group.terms) != 2:
            continue
        first, second = (term(text, analyser).tokens() for text in group.terms)
        if " ".join(first) in " ".join(second) or " ".join(second) in " ".join(first):
            continue
        if second not in reached(group.terms[0]) or first not in reached(group.terms[1]):
            missing.append(group.terms)
    assert missing == []


@pytest.mark.parametrize(
    ("official", "everyday"),
    [
        ("битови отпадъци", "боклук"),
        ("енергийно обновяване", "саниране"),
        ("домашен социален патронаж", "храна по домовете"),
        ("лица в неравностойно положение", "бедни хора"),
        ("безстопанствени кучета", "бездомни кучета"),
        ("такса битови отпадъци", "такса смет"),
        ("дом за стари хора", "старчески дом"),
        ("зимно поддържане", "снегопочистване"),
        ("обществен посредник", "омбудсман"),
        ("депо за отпадъци", "сметище"),
        ("отпадане от училище", "деца извън училище"),
        ("комплексно административно обслужване", "едно гише"),
        ("автобус", "рейс"),
    ],
)
def test_documents_and_people_say_it_differently(meant, official, everyday):
    def named(text, other):
        return any(other in found for found in meant(text))

    assert named(official, everyday)
    assert named(everyday, official)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("велосипедните алеи", "велоалея"),
        ("гражданския бюджет", "бюджетиране с участие"),
        ("уличното осветление", "улични лампи"),
        ("слънчевите панели", "фотоволтаична централа"),
        ("клубовете на пенсионерите", "пенсионерски клуб"),
        ("детска кухня", "млечна кухня"),
        ("къща гости", "семеен хотел"),
        ("междуобщинското сътрудничество", "партньорство между общини"),
        ("доброволците", "доброволчество"),
        ("електронните услуги", "онлайн услуги"),
        ("качеството на въздуха", "чист въздух"),
        ("побратимени градове", "побратимяване"),
        ("личните асистенти", "лична помощ"),
    ],
)
def test_any_form_of_a_term_finds_its_other_names(meant, typed, other):
    assert other in meant(typed)


@pytest.mark.parametrize(
    ("problem", "measure"),
    [
        ("дупки по улиците", "ремонт на улици"),
        ("дупките по улицата", "ремонт на улици"),
        ("в селото няма лекар", "мобилен медицински кабинет"),
        ("няма места в детските градини", "нова детска градина"),
        ("преливат контейнерите за боклук", "подземен контейнер"),
        ("тъмна улица", "улично осветление"),
        ("опашки в общината", "едно гише"),
        ("къде отиват парите на общината", "граждански бюджет"),
        ("водата залива мазетата", "дъждовна канализация"),
        ("самотните баби", "домашен социален патронаж"),
        ("деца не ходят на училище", "образователен медиатор"),
        ("младите си тръгват", "задържане на младите хора"),
        ("селото умира", "развитие на селските райони"),
        ("няма къде да паркирам", "синя зона"),
        ("улиците са много тъмни", "улично осветление"),
        ("децата нямат къде да играят", "детска площадка"),
        ("автобус до града вече няма", "транспорт по заявка"),
        ("не стигам до общината, далече е", "електронни услуги"),
    ],
)
def test_problem_leads_to_what_answers_it(meant, problem, measure):
    assert meant(problem)[measure] == "synonym:problem"


def test_answer_does_not_lead_back_to_the_problem(analyser, table):
    for group in groups():
        if group.kind != PROBLEM:
            continue
        problems = {term(text, analyser).tokens() for text in group.terms}
        for answer in group.answers:
            found = table.alternatives(term(answer, analyser).words)
            assert {a.tokens for a in found if a.reason == "synonym:problem"} & problems == set()


def test_rude_word_is_understood_and_not_repeated(meant):
    assert "роми" in meant("циганите")
    assert "бездомни хора" in meant("клошари")
    named = meant("роми") | meant("ромска общност") | meant("бездомни хора") | meant("алкохолизъм")
    assert [word for word in named if "циган" in word or "клошар" in word or "пияниц" in word] == []


def test_longest_term_is_meant(analyser, table):
    words = one_per_word(analyser.analyse("незаконно сметище край реката"))
    found = table.alternatives(words)
    assert {(a.start, a.end) for a in found} == {(0, 2)}
    assert "депо за отпадъци" not in {a.text for a in found}


def test_what_only_narrows_is_left_out(meant):
    assert "домашен социален патронаж" not in meant("патронаж")
    assert "патронаж" in meant("домашен социален патронаж")


@pytest.mark.parametrize(
    "typed",
    ["вода", "път", "хора", "град", "община", "проект", "център", "план", "услуга", "дом", "дете"],
)
def test_words_of_many_meanings_stay_alone(meant, typed):
    assert meant(typed) == {}


@pytest.mark.parametrize(
    "typed",
    [
        "има лекар в селото, но в училището няма двор",
        "има лекар, но училището няма двор",
        "дупки в бюджета и нови улици",
        "здравни кабинети и вода",
        "телефон за деца",
        "коли и училища",
        "деца и улици",
    ],
)
def test_words_far_apart_or_not_denied_are_no_problem(meant, typed):
    assert "synonym:problem" not in meant(typed).values()


@pytest.mark.parametrize(
    "typed", ["вода без ток", "лекар в града", "зависимост от времето", "няма", "кой да", "джип"]
)
def test_parts_of_terms_call_nothing_foreign(meant, typed):
    assert not set(meant(typed).values()) & {"synonym:problem", "synonym:same"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "same\t.9",
        "other\t.9\tа | б",
        "same\t2\tдума | слово",
        "same\t.9\tдума",
        "problem\t.4\tняма лекар | няма вода",
    ],
)
def test_wrong_row_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011 - the message quotes the row
        parse(line)


def test_row_with_an_arrow_has_answers():
    assert parse("problem\t.4\tняма лекар | без лекар → медицински кабинет") == Group(
        PROBLEM, 0.4, ("няма лекар", "без лекар"), ("медицински кабинет",)
    )


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from([t for group in groups() for t in group.terms] + ["на", "и", "няма"]),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_words_have_few_alternatives_within_them(text):
    words = one_per_word(analyse(text))
    places = Counter()
    for found in alternatives(words):
        assert 0 <= found.start < found.end <= len(words)
        assert found.tokens
        assert 0 < found.weight <= 1
        places[found.start, found.end, found.reason == "synonym:problem"] += 1
    assert all(times <= MAX_ALTERNATIVES for times in places.values())
