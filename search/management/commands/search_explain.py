"""Show how a question is understood, and how its first answers score."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from search import available, index_words
from search.bulgarian import normaliser_version
from search.query import Query, parse


class Command(BaseCommand):
    help = "Prints the words of a question, what they may mean and why, and the first hits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--exact", action="store_true", help="only what was typed")
        parser.add_argument("--language", default="bg")

    def handle(self, *args: object, **options: object) -> None:
        params = {"exact": "1"} if options["exact"] else None
        query = parse(
            options["query"],
            params,
            language=options["language"],
            knowledge=index_words.knowledge(),
        )
        for line in (*understood(query), *self._hits(query)):
            self.stdout.write(line)

    def _hits(self, query: Query) -> list[str]:
        if not query.asks:
            return ["nothing is asked"]
        answer = available.search(query)
        head = (
            f"{answer.hits.total} found by {answer.hits.engine}, normaliser {normaliser_version()}"
        )
        lines = [f"  {hit.score:9.4f}  {hit.pid} ({hit.language})" for hit in answer.hits.hits]
        return [head, *lines]


def understood(query: Query) -> list[str]:
    """Return the lines that say what a question means."""
    lines = [f"typed: {query.text}"]
    for word in query.words:
        lines.append(f"{word.text}{'  (raises, hides nothing)' if word.optional else ''}")
        lines += [
            f"  {a.weight:5.2f}  {a.stream:5}  {' '.join(a.tokens):30}  {a.reason}"
            + (f"  „{a.text}“" if a.text else "")
            for a in word.alternatives
        ]
    lines += [f"phrase: {' '.join(phrase.lemma)}" for phrase in query.phrases]
    lines += [f"without: {word.text}" for word in query.excluded]
    lines += [f"without phrase: {phrase.text}" for phrase in query.excluded_phrases]
    lines += [f"offered: {o.facet} = {', '.join(o.values)}  („{o.typed}“)" for o in query.offers]
    lines.append(f"needed: {query.required} of {len(query.words)} words")
    return lines
