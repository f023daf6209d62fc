"""The packed form of counts and what a process keeps of an index, against plain Python."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.packed import beside, texts
from search.engines.packed.beside import LISTS, lists
from search.engines.packed.counting import Facet
from search.engines.packed.inverting import Inverted
from search.engines.packed.kept import Kept
from search.engines.packed.lengths import FROM_BYTE, to_byte
from search.engines.packed.postings import (
    BLOCK,
    DENSE,
    MOST,
    PAIRED,
    counted,
    counted_in_all,
    merged,
    packed,
    texts_of,
    tokens_of,
    total,
    unpack,
)
from search.fields import FIELDS, PARTS, STREAMS, rounded_size, weight_in
from tests.search.collection import made

held = st.dictionaries(st.integers(0, BLOCK - 1), st.integers(0, MOST), max_size=30)
many = dict.fromkeys(range(0, BLOCK, BLOCK // DENSE // 2), 1)  # for a byte for each of the block
words = st.lists(st.sampled_from(["вода", "село", "път", "на"]), max_size=12).map(" ".join)


def read(data: bytes, block: int = 0) -> dict[int, int]:
    counts = np.zeros((block + 1) * BLOCK, np.uint8)
    unpack(counts, block, data)
    assert not counts[: block * BLOCK].any()
    return {place: n for place, n in enumerate(counts[block * BLOCK :].tolist()) if n}


@given(size=st.integers(0, 2_000_000))
def test_to_byte_remembers_a_length_as_all_engines_do(size: int):
    assert FROM_BYTE[to_byte(size)] == rounded_size(size)


@given(counts=held, block=st.integers(0, 2))
def test_unpack_gives_back_what_was_packed(counts: dict, block: int):
    for some in (counts, many | counts):
        data = packed(sorted(some), [some[place] for place in sorted(some)])
        assert read(data, block) == {place: n for place, n in some.items() if n}
        assert total(data) == sum(some.values())


@settings(deadline=None)
@given(steps=st.lists(held, max_size=4), dense=st.booleans())
def test_merged_holds_what_was_written_last(steps: list, dense: bool):
    data, expected = b"", {}
    for step in [many, *steps] if dense else steps:
        data = merged(data, step)
        expected |= step
    assert read(data) == {place: n for place, n in expected.items() if n}
    if dense and steps:  # and back to the short form
        assert merged(data, dict.fromkeys(range(BLOCK), 0)) == b""


@settings(deadline=None)
@given(
    practices=st.lists(st.tuples(words, words, words), min_size=1, max_size=4),
    often=st.integers(0, 400),
    spread=st.integers(1, BLOCK // 5),
)
def test_a_block_turned_round_says_what_each_of_its_practices_says(
    practices: list, often: int, spread: int
):
    common = frozenset({"eвода", "eсело", "lвода", "lсело", "rвода"})
    documents = [
        made("ДП-2026-0001", title=f"{title} а", results=f"<p>{results}</p>", attachments=attached)
        for title, results, attached in practices
    ]
    documents.append(made("ДП-2026-0002", title="вода", results=f"<p>{'село ' * often}</p>"))
    blocks: dict[str, Inverted] = {}
    expected: dict[str, list[dict[int, int]]] = {}
    for number, document in enumerate(documents):
        for stream, some in texts_of(document):
            blocks.setdefault(stream, Inverted(stream, common)).add(number * spread, some)
        for name, counts in counted_in_all(tokens_of(document), common).items():
            held = expected.setdefault(name, [{} for _ in PARTS])
            for part, count in enumerate(counts):
                held[part] |= {number * spread: count} if count else {}
    found = [posting for stream in sorted(blocks) for _, *posting in blocks[stream].postings(3)]
    assert {name: [read(n) for n in counts] for name, *counts, _, _ in found} == expected
    those = [
        lists(number * spread, tokens_of(document), common)
        for number, document in enumerate(documents)
    ]
    assert {name: two for name, *_, one, other in found if any(two := (one, other))} == {
        name: tuple(b"".join(some[name][side] for some in those if name in some) for side in (0, 1))
        for name in {name for some in those for name in some}
    }
    for stream in blocks:
        names = [name for _, name, *_ in blocks[stream].postings(3)]
        assert names == sorted(names)


@given(places=st.sets(st.integers(0, BLOCK - 1), min_size=1, max_size=2 * DENSE))
def test_a_frequent_word_has_a_byte_for_each_practice(places: set):
    block = Inverted("exact", frozenset())
    for place in sorted(places):
        block.add(place, ["вода" * (field.name == "title") for field in FIELDS])
    ((number, name, whole, *rest),) = block.postings(3)
    assert (number, name, rest) == (3, "eвода", [b""] * (len(PARTS) - 1 + len(LISTS)))
    assert whole == packed(sorted(places), [weight_in("all", "title")] * len(places))


@given(title=words, summary=words, results=words, attachments=words, often=st.integers(0, 400))
def test_counted_is_how_often_a_term_stands_in_each_part(
    title: str, summary: str, results: str, attachments: str, often: int
):
    document = made(
        "ДП-2026-0001",
        title=f"{title} вода",
        summary=summary,
        results=f"<p>{results} {'село ' * often}</p>",
        attachments=attachments,
    )
    for stream, tokens in tokens_of(document):
        if stream == "code":
            continue
        found = counted(stream, tokens, frozenset())
        for place, (part, names) in enumerate(PARTS.items()):
            for token in {token for some in tokens.values() for token in some}:
                times = sum(tokens[n].count(token) * weight_in(part, n) for n in names)
                assert found[token] >> 8 * place & 255 == min(times, MOST)


@settings(deadline=None)
@given(
    title=words,
    practice=words,
    attachments=words,
    common=st.sets(st.sampled_from(["eвода", "eсело", "eна"])),
    place=st.integers(0, BLOCK - 1),
)
def test_words_side_by_side_are_counted_in_each_part(
    title: str, practice: str, attachments: str, common: set, place: int
):
    document = made(
        "ДП-2026-0001",
        title=f"{title} път",
        practice=f"<p>{practice}</p>",
        attachments=attachments,
    )
    tokens = dict(tokens_of(document))["exact"]
    found = counted("exact", tokens, frozenset(common))
    there = lists(place, tokens_of(document), frozenset(common))

    def listed(column: int, owner: str, other: str, part: str) -> int:
        data = there.get(f"e{owner}", (b"", b""))[column]
        counts = beside.counted(data, other, part)
        assert counts.sum() == counts[place]
        return int(counts[place])

    for phrase in itertools.product(["вода", "село", "път", "на"], repeat=3):
        for size in (2, 3):
            some = phrase[:size]
            often = [f"e{token}" in common for token in some]
            if size == 3 and not all(often):
                continue  # such are looked for in the texts
            for number, (part, names) in enumerate(PARTS.items()):
                times = sum(
                    weight_in(part, name)
                    for name in names
                    for at in range(len(tokens[name]))
                    if tuple(tokens[name][at : at + size]) == some
                )
                if size == 3:
                    assert listed(0, " ".join(some[:2]), some[2], part) == times
                elif all(often):
                    assert found.get(" ".join(some), 0) >> 8 * number & 255 == times
                elif often[0]:
                    assert listed(1, some[1], some[0], part) == times
                else:
                    assert listed(0, some[0], some[1], part) == times


@settings(deadline=None)
@given(steps=st.lists(st.dictionaries(st.integers(0, 9), words, max_size=4), max_size=4))
def test_a_merged_list_says_what_was_written_last(steps: list):
    data, expected = b"", {}
    for step in steps:
        new = {
            place: lists(place, [("exact", {"title": text.split()})], frozenset()).get(
                "eна", (b"", b"")
            )[0]
            for place, text in step.items()
        }
        data = beside.merged(data, new)
        expected |= new
    assert data == b"".join(expected[place] for place in sorted(expected))


@given(title=words, results=words, attachments=words)
def test_texts_are_kept_whole(title: str, results: str, attachments: str):
    document = made(
        "ДП-2026-0001", title=f"{title} а", results=f"<p>{results}</p>", attachments=attachments
    )
    text = texts.pack(document)
    assert list(texts.tokens(text)) == list(tokens_of(document))
    assert len(text) == len(PAIRED) + 2
    terms = counted_in_all(tokens_of(document), frozenset())
    assert counted_in_all(texts.tokens(text), frozenset()) == terms
    assert {name[0] for name in terms} <= {*(stream[0] for stream in STREAMS), "c"}
    assert len(FIELDS) == len(dict(tokens_of(document))["lemma"])


@given(
    values=st.dictionaries(st.sampled_from("абвгд"), st.sets(st.integers(0, 127)), min_size=1),
    found=st.sets(st.integers(0, 127)),
)
def test_values_of_a_facet_are_counted_whether_frequent_or_rare(values: dict, found: set):
    size = 128
    flags = np.isin(np.arange(size), list(found))
    bits = {
        value: np.packbits(np.isin(np.arange(size), list(rows)), bitorder="little")
        for value, rows in values.items()
    }
    facet = Facet.of(bits, size)
    words = np.packbits(flags, bitorder="little").view(np.uint64)
    assert dict(facet.counts(flags, words)) == {
        value: n for value, rows in values.items() if (n := len(rows & found))
    }
    for chosen in (["а"], ["а", "б", "я"]):
        there = set().union(*(values.get(value, ()) for value in chosen))
        assert set(np.flatnonzero(facet.having(chosen, size)).tolist()) == there


def test_what_was_asked_for_long_ago_makes_room():
    kept = Kept(100)
    things = {name: np.zeros(40, np.uint8) for name in "абв"}
    kept.keep("а", things["а"])
    kept.keep("б", things["б"])
    assert kept.get("а") is things["а"]
    kept.keep("в", things["в"])
    assert (kept.get("а"), kept.get("б"), kept.get("в")) == (things["а"], None, things["в"])
    kept.keep("г", np.zeros(51, np.uint8))
    assert kept.get("г") is None
    assert kept.size == 80
