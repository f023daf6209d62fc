"""Ask every query of a judged set of an index made of its documents, and measure the answers."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.asking import ask
from search.engines.base import Engine
from search.evaluation import judged, metrics, throwaway
from search.query import Query, parse

DEPTH = 50  # places of a run


class Command(BaseCommand):
    help = "Answers the queries of a file from a throw-away index, and scores the answers."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", required=True, type=Path, help="JSONL with doc_id, …")
        parser.add_argument("--queries", type=Path, default=judged.OWN_QUERIES, help="TSV")
        parser.add_argument("--engine", choices=throwaway.ENGINES, default="sqlite")
        parser.add_argument("--run", required=True, type=Path, help="the answers are written here")
        parser.add_argument("--qrels", type=Path, help="TSV with query_id, doc_id, grade")
        parser.add_argument("--exact", action="store_true", help="only what was typed")

    def handle(self, *args: object, **options: object) -> None:
        try:
            rows = throwaway.read_documents(options["documents"])
            queries = judged.read_queries(options["queries"])
            qrels = judged.read_judgements(options["qrels"]) if options["qrels"] else None
            run = dict(self._answers(rows, queries, options))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        with options["run"].open("w", encoding="utf-8", newline="\n") as file:
            for query_id, found in run.items():
                for rank, doc_id in enumerate(found, 1):
                    file.write(f"{query_id}\t{doc_id}\t{rank}\n")
        if qrels is not None:
            types = {query.query_id: query.type for query in queries}
            scored = metrics.scores(qrels, run, types)
            self.stdout.write(metrics.table(metrics.by_type(scored, types)))

    def _answers(
        self, rows: list[dict], queries: list[judged.Query], options: dict
    ) -> Iterator[tuple[str, list[str]]]:
        names = {f"d{number}": str(row["doc_id"]) for number, row in enumerate(rows)}
        documents = [throwaway.document(row, pid) for pid, row in zip(names, rows, strict=True)]
        knowledge = None if options["exact"] else throwaway.knowledge_of(documents, rows)
        with throwaway.engine_with(options["engine"], documents) as engine:
            for query in queries:
                asked = parse(query.query, knowledge=knowledge)
                yield query.query_id, [names[pid] for pid in answer(engine, asked)]


def answer(engine: Engine, asked: Query) -> list[str]:
    """Return the numbers of the first DEPTH hits; nothing for a query without a word."""
    if not asked.asks:
        return []
    _asked, found = ask(
        engine.search, replace(asked, page_size=DEPTH), (), lambda answer: answer.total
    )
    return [hit.pid for hit in found.hits]
