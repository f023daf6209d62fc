"""Where the words of a question stand: the same places as a plain reading of all tokens gives."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import analyse
from search.matching import MAX_SPANS, STREAMS, WINDOW, Matcher
from search.query import Query, parse
from search.understanding import Knowledge

SAMPLE = (
    "Общината събира отпадъците разделно. Проект BG05SFOP001-2.025-0025-С01 плаща 12 500 лв. "
    "По-добър живот в уеб-сайта на гр. Елена: зелена система, зелени системи, 15-годишни деца."
)


def plainly(query: Query, text: str) -> set[int]:
    """Every character of a text that a matching token or run covers."""
    covered: set[int] = set()
    tokens = analyse(text)
    heads = {}
    for token in tokens:
        if token.kind != "code":
            heads.setdefault(token.position, token)
    listed = [heads[position] for position in sorted(heads)]
    wanted = [(a.stream, a.tokens) for word in query.words for a in word.alternatives]
    wanted += [("lemma", phrase.lemma) for phrase in query.phrases]
    for stream, value in wanted:
        at = STREAMS[stream]
        if len(value) == 1:
            for token in tokens:
                if token[at] == value[0]:
                    covered.update(range(token.start, token.end))
            continue
        for first in range(len(listed) - len(value) + 1):
            run = listed[first : first + len(value)]
            if tuple(token[at] for token in run) == value:
                covered.update(range(run[0].start, run[-1].end))
    return covered


TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from([*SAMPLE.split(" "), ".", "\n", "C01", "2.025", "„", "-"]), max_size=30
).map(" ".join)
QUESTIONS = st.text(max_size=20) | st.sampled_from(
    [
        "община",
        "отпадък",
        "„зелена система“",
        "BG05SFOP001",
        "уебсайт",
        "15-годишен",
        "дете",
        "12500",
    ]
)


@given(text=TEXTS, question=QUESTIONS)
def test_spans_cover_what_a_plain_reading_covers(text: str, question: str):
    query = parse(question)
    found = Matcher(query).spans(text)
    assert {place for span in found for place in range(span.start, span.end)} == plainly(
        query, text
    )
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_spans_are_bounded():
    assert len(Matcher(parse("вода")).spans("вода " * 5000)) == MAX_SPANS


def test_spans_of_one_matcher_do_not_depend_on_what_it_read_before():
    matcher = Matcher(parse("„зелена система“ отпадък"))
    first = matcher.spans(SAMPLE)
    matcher.spans("система зелена отпадъците " * 50)
    assert matcher.spans(SAMPLE) == first != []


def test_windows_of_a_long_text_have_every_form_of_the_word():
    text = "Уводни думи. " * 3000 + "Тук стои компостирането.\n" + "Край на текста. " * 3000
    matcher = Matcher(parse("компостиране"))
    (window,) = matcher.windows(text)
    assert window[1] - window[0] <= 2 * WINDOW + 20
    (span,) = matcher.spans(text[slice(*window)], window[0])
    assert text[span.start : span.end] == "компостирането"


def test_windows_find_codes_and_short_words():
    text = "Нищо. " * 1000 + "Договор BG05SFOP001-2.025 за дома." + " Нищо." * 1000
    for question in ("BG05SFOP001-2.025", "дом"):
        matcher = Matcher(parse(question))
        spans = [s for a, b in matcher.windows(text) for s in matcher.spans(text[a:b], a)]
        assert len(spans) == 1


def test_words_that_a_reader_would_miss_are_places_too_but_no_years():
    query = parse("фонтан Габрово 2015", knowledge=Knowledge({"фонтан": 3, "габрово": 2}))
    matcher = Matcher(query)
    assert [matcher.texts[number] for number in sorted(matcher.telling)] == ["фонтан", "Габрово"]
