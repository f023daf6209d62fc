"""Precision and recall of the rules per field, against what was annotated by reading.

Sections are compared sentence by sentence, everything else value by value. A value counts as right
only if all that was compared is right (see `_same`); roles of partners and shares of donors are
rows of their own, counted over the partners and donors that were found.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from practices.prefill import propose
from practices.prefill.source import read
from search.bulgarian import normalise_code

TEXTS = Path(__file__).parent / "texts"
SECTIONS = ("background", "practice", "results")
VALUES = (
    *("title", "municipalities", "partners", "funding", "project_codes", "cost", "period"),
    *("duration_months", "target_groups", "events", "documents", "publications"),
)
PARTS = ("development", "test", "second", "fresh1", "fresh2", "fresh3", "fresh4")


@dataclass(slots=True)
class Score:
    """How much was proposed, how much of it is right, how much there was to find."""

    proposed: int = 0
    right: int = 0
    annotated: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 1.0


def texts(part: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield name, text and annotation of the texts of a part."""
    for path in sorted(TEXTS.glob("*.json")):
        noted = json.loads(path.read_text(encoding="utf-8"))
        if noted["part"] == part:
            yield path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), noted


def judge(part: str) -> dict[str, Score]:
    """Return the score of every field over the texts of a part."""
    scores = {name: Score() for name in (*SECTIONS, *VALUES, "partners.role", "funding.share")}
    for name, text, noted in texts(part):
        proposals = propose(text)
        _judge_sections(scores, name, text, noted, proposals)
        for key in VALUES:
            found = [p.value for p in proposals if p.field == key]
            expected = noted[key] if isinstance(noted[key], list) else [noted[key]]
            pairs = _pairs(scores[key], key, name, found, expected)
            for inner in ("role", "share"):
                _judge_inner(scores.get(f"{key}.{inner}"), inner, name, pairs)
    return scores


def _judge_sections(scores, name, text, noted, proposals) -> None:
    source = read(text)
    for key in SECTIONS:
        truth = _labelled(source, [_place(text, words) for words in noted[key]])
        found = _labelled(source, [(p.start, p.end) for p in proposals if p.field == key])
        score = scores[key]
        score.proposed += len(found)
        score.annotated += len(truth)
        score.right += len(found & truth)
        score.wrong += [f"{name} + {text[a:b]}" for a, b in sorted(found - truth)]
        score.wrong += [f"{name} - {text[a:b]}" for a, b in sorted(truth - found)]


def _place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _labelled(source, spans) -> set[tuple[int, int]]:
    """Return the sentences that lie in the spans by more than half."""
    return {
        (a, b)
        for a, b in source.sentences
        if sum(max(0, min(b, end) - max(a, start)) for start, end in spans) * 2 > b - a
    }


def _pairs(score: Score, key: str, name: str, found: list, expected: list) -> list[tuple]:
    """Count what is right; return the pairs (found, expected) that are the same."""
    left, pairs = list(expected), []
    for value in found:
        twin = next((other for other in left if _same(key, value, other)), None)
        if twin is None:
            score.wrong.append(f"{name} + {value}")
        else:
            left.remove(twin)
            pairs.append((value, twin))
    score.wrong += [f"{name} - {value}" for value in left]
    score.proposed += len(found)
    score.annotated += len(expected)
    score.right += len(pairs)
    return pairs


def _judge_inner(score: Score | None, inner: str, name: str, pairs: list[tuple]) -> None:
    if score is None:
        return
    for found, expected in pairs:
        if inner not in expected:
            continue
        mine, truth = _bare(found.get(inner, "")), _bare(expected[inner])
        right = bool(mine) and (mine[:7] in truth or truth[:7] in mine) and bool(truth)
        score.proposed += bool(mine)
        score.annotated += bool(truth)
        score.right += right
        if mine != truth and not right:
            score.wrong.append(f"{name} found {mine!r}, is {truth!r}")


def _bare(words: str) -> str:
    """Return words without quotation marks, dashes, case and years of programmes."""
    return re.sub(r"[^\w%+]+", " ", words.lower()).strip()


def _same(key: str, mine: Any, truth: Any) -> bool:
    if key == "project_codes":
        return normalise_code(mine) == normalise_code(truth)
    if key == "title":
        return _bare(mine) == _bare(truth)
    if key == "partners":
        return _bare(mine["name"]) == _bare(truth["name"]) and all(
            mine[k] == truth[k] for k in ("kind", "country")
        )
    if key == "funding":
        if mine["programme"] or truth["programme"]:
            return mine["programme"] == truth["programme"]
        return _bare(mine["name"]) == _bare(truth["name"])
    if key == "cost":
        return float(mine["amount"]) == float(truth["amount"]) and all(
            mine[k] == truth[k] for k in ("currency", "year")
        )
    if key == "events":
        return (
            _same_word(mine["name"], truth["name"])
            and all(mine[k] == truth[k] for k in ("kind", "start", "participants"))
            and (mine["end"] or mine["start"]) == (truth["end"] or truth["start"])
        )
    if key == "documents":
        return (
            _bare(mine["title"]) == _bare(truth["title"])
            and mine["kind"] == truth["kind"]
            and (
                (mine["adopted_on"] or None) == truth["adopted_on"]
                and _within(mine["adopted_by"], truth["adopted_by"])
            )
        )
    if key == "publications":
        return _same_word(mine["title"], truth["title"]) and all(
            mine[k] == truth[k] for k in ("kind", "issues", "print_run")
        )
    return mine == truth


def _within(mine: str, truth: str) -> bool:
    """Whether one of two names is the whole or a part of the other; both empty is the same."""
    mine, truth = _bare(mine), _bare(truth)
    return mine == truth or (bool(mine and truth) and (mine in truth or truth in mine))


def _same_word(mine: str, truth: str) -> bool:
    """Whether two names share a word of weight."""
    stems = [{w[:5] for w in _bare(words).split() if len(w) > 3} for words in (mine, truth)]
    return bool(stems[0] & stems[1])


def table(part: str) -> list[str]:
    """Return the lines of the table of a part."""
    lines = [f"{'':18}{'precision':>10}{'recall':>8}{'right':>7}{'found':>7}{'noted':>7}"]
    for name, score in judge(part).items():
        lines.append(
            f"{name:18}{score.precision:10.3f}{score.recall:8.3f}"
            f"{score.right:7}{score.proposed:7}{score.annotated:7}"
        )
    return lines
