"""Three versions of a practice, field by field: nobody's word is overwritten, none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from practices.changes.merging import Wish, merge, wanted
from practices.changes.richtext import plain_paragraphs, rewritten
from practices.entry import paragraphs

NAMES = ("title", "background", "themes", "steps", "cost")
words = st.text(alphabet="абв 1\n<&", max_size=6)
lists = st.lists(words, max_size=3)
values = st.one_of(words, lists, st.none())
wishes = st.dictionaries(
    st.sampled_from(["title", "background", "steps", "cost"]),
    st.one_of(
        st.builds(Wish, old=values, new=values),
        st.builds(Wish, old=lists, new=lists, add=st.just(True)),
    ),
)


@given(wishes, st.data())
def test_every_wish_is_clean_done_or_shown_beside_what_somebody_else_wrote(asked, data):
    now = {
        name: data.draw(lists if wish.add else st.one_of(values, st.just(wish.old)))
        for name, wish in asked.items()
    }
    merged = merge(asked, now)
    assert sorted([*merged.clean, *merged.done, *merged.both]) == sorted(asked)
    for name, value in (merged.clean | merged.both).items():
        wish = asked[name]
        assert value == wanted(name, wish, now[name])
        if wish.add:
            assert value[: len(now[name])] == now[name]
            assert all(item in value for item in wish.new)
        else:
            assert value == wish.new
    for name in merged.both:
        assert (now[name] or None) not in [asked[name].old or None, asked[name].new or None]
    # Granted once, it is done: granting again would change nothing.
    assert merge(asked, now | merged.clean | merged.both).done == frozenset(asked)


@given(st.lists(words, max_size=4), st.lists(words, max_size=4))
def test_rewritten_rich_text_reads_as_what_was_typed(before, after):
    html = paragraphs(before)
    read = plain_paragraphs(rewritten(html, after))
    assert read == plain_paragraphs(paragraphs(after))


def test_order_of_themes_is_no_change_and_of_steps_is():
    asked = {"themes": Wish(["а", "б"], ["б", "а"]), "steps": Wish(["а", "б"], ["б", "а"])}
    merged = merge(asked, {"themes": ["а", "б"], "steps": ["а", "б"]})
    assert (merged.done, merged.clean) == (frozenset({"themes"}), {"steps": ["б", "а"]})
