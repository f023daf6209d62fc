"""The packed form of counts and the arithmetic over all practices at once, against plain Python."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.lanes import Lanes
from search.engines.lengths import FROM_BYTE, to_byte
from search.engines.postings import BLOCK, merged, unpack
from search.fields import rounded_size

sevens = st.lists(st.tuples(st.integers(0, 127), st.integers(0, 127)), min_size=1, max_size=50)
changes = st.dictionaries(
    st.integers(0, BLOCK - 1),
    st.none() | st.tuples(*[st.integers(1, 255)] * 4),
    max_size=30,
)


@given(size=st.integers(0, 2_000_000))
def test_to_byte_remembers_a_length_as_all_engines_do(size: int):
    assert FROM_BYTE[to_byte(size)] == rounded_size(size)


@given(pairs=sevens, least=st.integers(1, 127))
def test_lanes_compare_every_lane_by_itself(pairs: list, least: int):
    one, two = (bytes(side) for side in zip(*pairs, strict=True))
    lanes = Lanes(len(pairs))
    first = lanes.load(one)
    assert lanes.dump(lanes.maximum(first, lanes.load(two))) == bytes(map(max, one, two))
    assert lanes.dump(lanes.present(first)) == bytes(n > 0 for n in one)
    flags = lanes.at_least(first, least)
    assert lanes.dump(flags) == bytes(n >= least for n in one)
    assert lanes.flags(lanes.bits(flags)) == flags


@settings(deadline=None)
@given(steps=st.lists(changes, max_size=4), many=st.booleans())
def test_merged_holds_what_was_written_last(steps: list, many: bool):
    if many:  # enough practices for the form with a byte for each of the block
        steps = [dict.fromkeys(range(0, BLOCK, 4), (1, 1, 1, 1)), *steps]
    held, expected = None, {}
    for step in steps:
        held = merged(held, step)
        expected |= {place: counts[0] if counts else 0 for place, counts in step.items()}
    counts = bytearray(2 * BLOCK)
    if held:
        unpack(counts, 1, held.docs, held.counts[0])
    assert counts[BLOCK:] == bytes(expected.get(place, 0) for place in range(BLOCK))
