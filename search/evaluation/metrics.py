"""How good ranked lists are against judgements: nDCG@k and recall@k, in total and by type.

Pure functions over plain data. A query's judgements are `{doc_id: grade}` with grades 0-3 (a
document that is not listed has grade 0), a ranking is a sequence of doc_ids, best first. Every
score lies between 0 and 1, and an ideal ranking has 1.

Two choices, so that this holds for every query:

- A query that nothing answers is answered right by an empty list: 1 when nothing is returned, else
  0, in both measures. "Nothing found" is a result that people need to be able to trust.
- Recall is taken of the `min(k, relevant)` documents that fit on the first k places. With plain
  recall, a query with 20 relevant documents could never pass .5 at k = 10.

A document that is returned twice counts at its first place only; the second still takes a place.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

DEPTH = 10
OVERALL = "all"

Judged = Mapping[str, int]
Judgements = Mapping[str, Judged]
Run = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Two measures, each between 0 and 1."""

    ndcg: float
    recall: float


@dataclass(frozen=True, slots=True)
class Row:
    """The mean of both measures over `queries` queries of one type."""

    type: str
    queries: int
    ndcg: float
    recall: float


def gain(grade: int) -> int:
    """Return what a document of a grade is worth: 0, 1, 3 or 7."""
    return 2**grade - 1


def ndcg_at(k: int, judged: Judged, ranked: Sequence[str]) -> float:
    """Return the discounted gain of the first k places as a share of the best possible one."""
    ideal = _discounted(sorted(judged.values(), reverse=True)[:k])
    if not ideal:
        return _silence(ranked)
    places = _without_repeats(ranked[:k])
    return _discounted([judged.get(doc, 0) if doc else 0 for doc in places]) / ideal


def recall_at(k: int, judged: Judged, ranked: Sequence[str]) -> float:
    """Return the share of the relevant documents that fit on k places and stand there."""
    relevant = {doc for doc, grade in judged.items() if grade > 0}
    if not relevant:
        return _silence(ranked)
    return len(relevant.intersection(ranked[:k])) / min(k, len(relevant))


def scores(judgements: Judgements, run: Run, queries: Iterable[str], k: int = DEPTH) -> dict:
    """Return `{query_id: Score}` for each query; one that the run leaves out returned nothing."""
    found = {}
    for query in queries:
        judged, ranked = judgements.get(query, {}), run.get(query, ())
        found[query] = Score(ndcg_at(k, judged, ranked), recall_at(k, judged, ranked))
    return found


def by_type(of_query: Mapping[str, Score], types: Mapping[str, str]) -> list[Row]:
    """Return a row for each type, by its name, and last one for all queries together.

    `types` is `{query_id: type}`. The last row is the mean over queries, not over types.
    """
    groups: dict[str, list[Score]] = {}
    for query, score in of_query.items():
        groups.setdefault(types[query], []).append(score)
    rows = [_row(name, group) for name, group in sorted(groups.items())]
    return [*rows, _row(OVERALL, list(of_query.values()))]


def gaps(
    of_query: Mapping[str, Score], types: Mapping[str, str], parents: Mapping[str, str]
) -> list[Row]:
    """Return for each way of typing how much it loses against the plain queries it came from.

    `parents` is `{query_id: query_id of the plain query}`. The measures of a row are mean
    differences, plain less typed: 0 is no loss, below 0 the typed form does better.
    """
    groups: dict[str, list[Score]] = {}
    for query, parent in parents.items():
        plain, typed = of_query[parent], of_query[query]
        loss = Score(plain.ndcg - typed.ndcg, plain.recall - typed.recall)
        groups.setdefault(types[query], []).append(loss)
    return [_row(name, group) for name, group in sorted(groups.items())]


def table(rows: Iterable[Row], k: int = DEPTH) -> str:
    """Return rows as aligned plain text with a heading."""
    rows = list(rows)
    width = max(len("type"), *(len(row.type) for row in rows)) if rows else len("type")
    lines = [f"{'type':<{width}}  queries  nDCG@{k}  recall@{k}"]
    lines += [
        f"{row.type:<{width}}  {row.queries:>7}  {row.ndcg:>{5 + len(str(k))}.3f}"
        f"  {row.recall:>{7 + len(str(k))}.3f}"
        for row in rows
    ]
    return "\n".join(lines)


def kappa(first: Mapping[Hashable, int], second: Mapping[Hashable, int]) -> float:
    """Return Cohen's kappa with quadratic weights of two gradings of the same things.

    1 is full agreement, 0 what chance would give. Two gradings that are one and the same grade
    throughout agree fully.
    """
    if first.keys() != second.keys():
        raise ValueError("both gradings must be of the same things")
    pairs = [(first[thing], second[thing]) for thing in first]
    seen = sum((a - b) ** 2 for a, b in pairs) * len(pairs)
    by_chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs)
    return 1 - seen / by_chance if by_chance else 1.0


def _discounted(grades: Sequence[int]) -> float:
    return sum(gain(grade) / log2(place + 1) for place, grade in enumerate(grades, 1))


def _silence(ranked: Sequence[str]) -> float:
    return 0.0 if ranked else 1.0


def _without_repeats(ranked: Sequence[str]) -> list[str | None]:
    """Return the list with None in place of every document that stood there before."""
    seen: set[str] = set()
    places: list[str | None] = []
    for doc in ranked:
        places.append(None if doc in seen else doc)
        seen.add(doc)
    return places


def _row(name: str, group: Sequence[Score]) -> Row:
    count = len(group)
    if not count:
        return Row(name, 0, 0.0, 0.0)
    ndcg = sum(score.ndcg for score in group) / count
    return Row(name, count, ndcg, sum(score.recall for score in group) / count)
