"""The map draws 28 oblasti, shaded by how many practices they have."""

import pytest

from practices.listing import CountRow
from practices.map import oblast_map, shade
from practices.registers import read as rows


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (9, 3), (10, 4), (500, 4)]
)
def test_shade_begins_where_the_legend_says(count, level):
    assert shade(count) == level


def test_map_draws_every_oblast_of_the_register_once():
    oblasti = [
        CountRow(row["name_bg"], f"/mesta/{row['slug']}/", number, row["code"])
        for number, row in enumerate(rows("oblasti"))
    ]
    drawn = oblast_map(oblasti)
    assert [shape.name for shape in drawn.shapes] == sorted(row.name for row in oblasti)
    assert {(s.name, s.count, s.url) for s in drawn.shapes} == {
        (row.name, row.count, row.url) for row in oblasti
    }


def test_legend_leaves_no_gap():
    rows_of_nothing = [CountRow(r["name_bg"], "/", 0, r["code"]) for r in rows("oblasti")]
    assert oblast_map(rows_of_nothing).legend == [
        (0, "0"), (1, "1–2"), (2, "3–5"), (3, "6–9"), (4, "10+"),
    ]  # fmt: skip
