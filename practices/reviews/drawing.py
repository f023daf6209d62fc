"""Who rates: those with the least to do first, by lot among equals. Pure."""

from collections.abc import Mapping
from random import Random


def draw(load: Mapping[int, int], wanted: int, seed: str) -> list[int]:
    """Return up to `wanted` keys of `load` ({reviewer: open reviews}), least loaded first.

    Among equals the lot decides; the same `seed` and load give the same answer, in whatever order
    the load is told.
    """
    lot = Random(seed)  # noqa: S311 – a lot that can be drawn again, no secret
    ranked = sorted((load[key], lot.random(), key) for key in sorted(load))
    return [key for _load, _lot, key in ranked[: max(0, wanted)]]
