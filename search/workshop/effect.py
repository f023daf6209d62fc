"""What a row would change, worked out before it goes live: the engine is asked with and without it.

Two sets of questions. The judged ones (`search/evaluation`), over an index of the practices that
come with the project, made for it and thrown away: there the right answers are known. The real
ones of the last week, over the site's own index: there an editor judges. Without the row means
with all other rows that are live.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils import timezone

from practices.models import PracticeRecord
from search import available, index_words
from search.asking import ask
from search.engines.base import Engine
from search.evaluation import judged, metrics, site_documents, throwaway
from search.query import PAGE_SIZE, Query, parse
from search.understanding import Knowledge, Tables

from . import stats
from .choices import PreviewState
from .live import InForce, in_force, key, live_rules
from .models import Rule

logger = logging.getLogger(__name__)

MAX_ASKED = 400  # real questions that are read with both
MAX_SHOWN = 40  # changed ones that the engine is asked for
SECONDS = 40.0  # for the real questions; what is not reached is counted as left out


@dataclass(frozen=True, slots=True)
class Sides:
    """The search as it is and as it would be: what is in force, and what is known with it."""

    before: InForce
    after: InForce

    def knowledge(self, known: Knowledge) -> tuple[Knowledge, Knowledge]:
        """Return what is known of an index with each side's rows."""
        return (
            known.with_tables(Tables.of(self.before.rows)),
            known.with_tables(Tables.of(self.after.rows)),
        )


def sides(rule: Rule) -> Sides:
    """Return the search without and with a row, whether it is live already or not."""
    others = [other for other in live_rules() if other.pk != rule.pk]
    return Sides(in_force(others), in_force([*others, rule]))


def work_out_next() -> int:
    """Work out the effect of the row that waits longest; return how many were done."""
    rule = Rule.objects.filter(preview_state=PreviewState.WAITING).order_by("changed_at").first()
    if rule is None:
        return 0
    try:
        found, state = work_out(rule), PreviewState.DONE
    except (available.SearchUnavailable, DatabaseError, ValueError) as error:
        # The editor is told; the job goes on with the next row.
        logger.exception("the effect of row %s was not worked out", rule.pk)
        found, state = {"error": type(error).__name__}, PreviewState.FAILED
    # Only if nobody wrote the row anew meanwhile: then it waits for nothing, or for a new round.
    return Rule.objects.filter(
        pk=rule.pk, version=rule.version, preview_state=PreviewState.WAITING
    ).update(
        preview=found,
        preview_state=state,
        preview_version=rule.version,
        preview_at=timezone.now(),
    )


def work_out(rule: Rule) -> dict:
    """Return the effect of a row as plain data: `judged` and `asked`, see those functions."""
    both = sides(rule)
    return {"judged": on_judged(both), "asked": on_asked(both, [rule.question, *rule.terms])}


# --- The judged questions ----------------------------------------------------------------------


def on_judged(both: Sides) -> dict:
    """Return nDCG@10 `before` and `after` over all judged questions, and those that change.

    `changed`: query, before, after (nDCG@10 of 0–1), the lists' first ten as titles.
    """
    rows = list(site_documents.documents())
    names = {f"d{number}": row for number, row in enumerate(rows)}
    documents = [throwaway.document(row, pid) for pid, row in names.items()]
    known = throwaway.knowledge_of(documents, rows)
    known.prepare()
    without, with_row = both.knowledge(known)
    queries, qrels = judged.read_queries(), judged.read_judgements()
    scores, changed = {"before": 0.0, "after": 0.0}, []
    with throwaway.engine_with("sqlite", documents) as engine:
        for asked in queries:
            grades = qrels.get(asked.query_id, {})
            first = parse(asked.query, knowledge=without)
            second = parse(asked.query, knowledge=with_row)
            before = after = _of_engine(engine, first)
            if first != second:
                after = _of_engine(engine, second)
            values = [_ndcg(grades, found, names) for found in (before, after)]
            scores["before"] += values[0]
            scores["after"] += values[1]
            if before != after:
                titles = {pid: names[pid]["title"] for pid in {*before, *after}}
                sides_of = compared(before, after, titles)
                changed.append(
                    {
                        "query": asked.query,
                        "score_before": round(values[0], 4),
                        "score_after": round(values[1], 4),
                        **sides_of,
                    }
                )
    changed.sort(key=lambda row: row["score_after"] - row["score_before"])
    count = len(queries)
    return {
        "queries": count,
        "before": round(scores["before"] / count, 4),
        "after": round(scores["after"] / count, 4),
        "changed": changed[:MAX_SHOWN],
        "changes": len(changed),
        "worse": sum(row["score_after"] < row["score_before"] for row in changed),
        "better": sum(row["score_after"] > row["score_before"] for row in changed),
    }


def _of_engine(engine: Engine, query: Query) -> list[str]:
    if not query.asks:
        return []
    _query, found = ask(engine.search, query, (), lambda answer: answer.total)
    return [hit.pid for hit in found.hits]


def _ndcg(grades: dict[str, int], found: Sequence[str], names: dict[str, dict]) -> float:
    return metrics.ndcg_at(PAGE_SIZE, grades, [names[pid]["doc_id"] for pid in found])


# --- The real questions ------------------------------------------------------------------------


def on_asked(both: Sides, own: Sequence[str]) -> dict:
    """Return how the answers to real questions change: those of the row itself, then the week's.

    `changed`: query, hours (in how many hours of the week it was asked; 0 for the row's own), the
    first ten before and after.
    """
    deadline = time.monotonic() + SECONDS
    without, with_row = both.knowledge(index_words.knowledge())
    looked, left_out, changed = 0, 0, []
    for text, language, hours in _questions(own):
        if time.monotonic() > deadline:
            left_out += 1
            continue
        looked += 1
        first = parse(text, language=language, knowledge=without)
        second = parse(text, language=language, knowledge=with_row)
        on_top = [side.promotions.get(key(text), ()) for side in (both.before, both.after)]
        if first == second and on_top[0] == on_top[1]:
            continue
        if len(changed) == MAX_SHOWN:
            left_out += 1
            continue
        before, after = answered(first, on_top[0]), answered(second, on_top[1])
        if before != after:
            changed.append((text, hours, before, after))
    titles = _titles({pid for _t, _h, *lists in changed for pids in lists for pid in pids})
    return {
        "questions": looked,
        "left_out": left_out,
        "changes": len(changed),
        "changed": [
            {"query": text, "hours": hours, **compared(before, after, titles)}
            for text, hours, before, after in changed
        ],
    }


def _questions(own: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield (question, language, hours): the row's own words first, none twice."""
    asked = {(text, language): hours for text, language, hours in stats.of_week(MAX_ASKED)}
    for text in dict.fromkeys(text.lower() for text in own if text):
        yield text, "bg", asked.pop((text, "bg"), 0)
    for (text, language), hours in asked.items():
        yield text, language, hours


def answered(query: Query, on_top: Sequence[str]) -> list[str]:
    """Return the numbers of the first ten as a reader sees them, those on top first."""
    if not query.asks:
        return []
    _query, found = ask(available.search, query, (), lambda answer: answer.hits.total)
    return list(dict.fromkeys((*on_top, *(hit.pid for hit in found.hits.hits))))[:PAGE_SIZE]


def _titles(pids: set[str]) -> dict[str, str]:
    rows = PracticeRecord.objects.live().filter(pid__in=pids).order_by("-language")
    return dict(rows.values_list("pid", "title"))


def compared(before: Sequence[str], after: Sequence[str], titles: dict[str, str]) -> dict:
    """Return both lists with marks: `place`, `title`, and how far it rises (`move`), or what it is.

    `move` is above 0 for one that rises, `fall` is its opposite; `mark` is "new" in the list after,
    "gone" in that before.
    """
    moves = {pid: before.index(pid) - place for place, pid in enumerate(after) if pid in before}
    return {
        "before": [
            {
                "place": place,
                "title": titles.get(pid, pid),
                "mark": "" if pid in after else "gone",
            }
            for place, pid in enumerate(before, 1)
        ],
        "after": [
            {
                "place": place,
                "title": titles.get(pid, pid),
                "mark": "" if pid in before else "new",
                "move": moves.get(pid, 0),
                "fall": -moves.get(pid, 0),
            }
            for place, pid in enumerate(after, 1)
        ],
    }
