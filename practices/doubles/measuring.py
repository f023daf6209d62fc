"""How well doubles are told from practices that are only alike, on a set of entries. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from practices.doubles.judging import judge, profile, story

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Figures:
    """`lost`: (variant, title) that did not find itself; `mixed`: pairs of titles called doubles."""

    entries: int
    reworded: int
    lost: tuple[tuple[str, str], ...]
    pairs: int
    mixed: tuple[tuple[str, str], ...]


def reworded(entry: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the same practice told again by somebody else, by the name of the variant.

    None has the codes and partners; „whole“ lacks every third sentence and every seventh word,
    „short“ is the title and the practice, „lead“ the title and the summary, each without every
    seventh word. „title“ has another story and a title without its last word.
    """
    texts = {
        "whole": " ".join(
            sentence
            for number, sentence in enumerate(_SENTENCE.split(story(entry)))
            if number % 3 != 2
        ),
        "short": story({name: entry.get(name) for name in ("practice",)}),
        "lead": story({name: entry.get(name) for name in ("summary",)}),
    }
    title, places = str(entry["title"]), entry.get("municipalities") or []
    variants: dict[str, dict[str, Any]] = {
        name: {"title": _thinned(title), "lead_text": _thinned(text), "municipalities": places}
        for name, text in texts.items()
    }
    shorter = " ".join(title.split()[:-1])
    return variants | {"title": {"title": shorter, "municipalities": places}}


def measure(entries: Iterable[Mapping[str, Any]]) -> Figures:
    """Judge every entry against itself reworded, and every pair of different ones."""
    rows = list(entries)
    profiles = [profile(row) for row in rows]
    lost, tried = [], 0
    for row, own in zip(rows, profiles, strict=True):
        for variant, told in reworded(row).items():
            tried += 1
            if judge(profile(told), own) is None:
                lost.append((variant, row["title"]))
    mixed = [
        (rows[one]["title"], rows[two]["title"])
        for one, two in combinations(range(len(rows)), 2)
        if judge(profiles[one], profiles[two])
    ]
    pairs = len(rows) * (len(rows) - 1) // 2
    return Figures(len(rows), tried, tuple(lost), pairs, tuple(mixed))


def _thinned(text: str) -> str:
    return " ".join(word for number, word in enumerate(text.split()) if number % 7 != 6)
