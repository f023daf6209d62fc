"""The map of the 28 oblasti: outlines from a data file, counts from the records."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "oblasti_map.json"
# From how many practices a shade begins; the legend prints the same numbers.
SHADES = (1, 3, 6, 10)


@dataclass(frozen=True, slots=True)
class Shape:
    """One oblast as an SVG link."""

    name: str
    url: str
    count: int
    level: int
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class OblastMap:
    view_box: str
    shapes: list[Shape]
    legend: list[tuple[int, str]]


def shade(count: int) -> int:
    """Return 0 (nothing) to 4 (ten or more)."""
    return sum(count >= start for start in SHADES)


def oblast_map(rows) -> OblastMap:
    """Return the map for `rows` (objects with code, name, url, count); all 28 are drawn."""
    data = _outlines()
    by_code = {row.code: row for row in rows}
    shapes = []
    for outline in data["oblasti"]:
        row = by_code[outline["code"]]
        x, y = outline["label"]
        shapes.append(
            Shape(row.name, row.url, row.count, shade(row.count), outline["path"], x, y + 5)
        )
    shapes.sort(key=lambda shape: shape.name)
    return OblastMap(data["viewBox"], shapes, _legend())


def _legend() -> list[tuple[int, str]]:
    bounds = zip(SHADES, [*SHADES[1:], None], strict=True)
    texts = [f"{low}+" if high is None else f"{low}–{high - 1}" for low, high in bounds]
    return list(enumerate(["0", *texts]))


@cache
def _outlines() -> dict:
    return json.loads(DATA.read_text(encoding="utf-8"))
