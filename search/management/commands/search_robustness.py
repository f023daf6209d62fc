"""Type every plain query of a judged set again in each way people type, and measure what it costs."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.evaluation import judged, metrics, retyping, site_documents, throwaway
from search.query import parse

from .search_judge import answer

NOT_WORDS = frozenset({"code", "code-partial", "nonsense", "absent", "phrase", "number"})


class Command(BaseCommand):
    help = "Prints how much nDCG@10 each way of typing loses against plain Bulgarian."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, help="JSONL; else the project's practices")
        parser.add_argument("--queries", type=Path, default=judged.OWN_QUERIES)
        parser.add_argument("--qrels", type=Path, default=judged.OWN_JUDGEMENTS)
        parser.add_argument("--engine", choices=throwaway.ENGINES, default="sqlite")
        parser.add_argument("--seed", type=int, default=0, help="of what is left to chance")
        parser.add_argument("--way", choices=retyping.WAYS, help="only this one, query by query")

    def handle(self, *args: object, **options: object) -> None:
        try:
            rows = _rows(options["documents"])
            queries = [q for q in judged.read_queries(options["queries"]) if is_plain(q)]
            qrels = judged.read_judgements(options["qrels"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        ways = [options["way"]] if options["way"] else list(retyping.WAYS)
        names = {f"d{number}": str(row["doc_id"]) for number, row in enumerate(rows)}
        documents = [throwaway.document(row, pid) for pid, row in zip(names, rows, strict=True)]
        knowledge = throwaway.knowledge_of(documents, rows)
        with throwaway.engine_with(options["engine"], documents) as engine:

            def score(query_id: str, text: str) -> float:
                found = [names[pid] for pid in answer(engine, parse(text, knowledge=knowledge))]
                return metrics.ndcg_at(metrics.DEPTH, qrels.get(query_id, {}), found)

            plain = {q.query_id: score(q.query_id, q.query) for q in queries}
            self.stdout.write(f"{'way':<20} queries   plain   typed    loss")
            for way in ways:
                losses = list(_losses(way, queries, plain, score, options["seed"]))
                self._print(way, losses, by_query=bool(options["way"]))

    def _print(self, way: str, losses: list[tuple], *, by_query: bool) -> None:
        if by_query:
            for loss, before, _after, query, text in sorted(losses, reverse=True):
                if loss:
                    self.stdout.write(f"{loss:+.3f}  {before:.3f}  {query}  →  {text}")
        count = len(losses) or 1
        before = sum(row[1] for row in losses) / count
        after = sum(row[2] for row in losses) / count
        self.stdout.write(
            f"{way:<20} {len(losses):>7}   {before:.3f}   {after:.3f}  {before - after:+.3f}"
        )


def _rows(path: Path | None) -> list[dict]:
    return throwaway.read_documents(path) if path else list(site_documents.documents())


def is_plain(query: judged.Query) -> bool:
    """Whether a query is plain Bulgarian, of words that can be typed otherwise."""
    return not query.parent and query.type not in NOT_WORDS


def _losses(way: str, queries: list, plain: dict, score, seed: int) -> Iterator[tuple]:
    for query in queries:
        text = retyping.retyped(way, query.query_id, query.query, seed)
        if text is not None:
            before, after = plain[query.query_id], score(query.query_id, text)
            yield before - after, before, after, query.query, text
