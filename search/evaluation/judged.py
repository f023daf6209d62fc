"""Reading a judged set and a run: tab-separated files without quoting.

Queries hold quotation marks and odd spaces on purpose, so nothing is stripped and no mark is taken
for a quote of the format.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OWN_QUERIES = Path(__file__).with_name("queries.tsv")
OWN_JUDGEMENTS = Path(__file__).with_name("qrels.tsv")
GRADES = range(4)

_PARENT = "parent="


@dataclass(frozen=True, slots=True)
class Query:
    """One asked query; `type` and `note` are "" where the file has no such column."""

    query_id: str
    query: str
    type: str
    note: str

    @property
    def parent(self) -> str:
        """The query_id of the plain query that this one is another way of typing, or ""."""
        first = self.note.split(";")[0].strip()
        return first.removeprefix(_PARENT) if first.startswith(_PARENT) else ""


def read_queries(path: Path = OWN_QUERIES) -> list[Query]:
    """Return the queries of a file with a heading; further columns are passed over.

    Raises ValueError for a missing column or a query_id that comes twice.
    """
    queries = [
        Query(row["query_id"], row["query"], row.get("type", ""), row.get("note", ""))
        for row in _rows(path, {"query_id", "query"})
    ]
    _once(path, (query.query_id for query in queries))
    return queries


def read_judgements(path: Path = OWN_JUDGEMENTS) -> dict[str, dict[str, int]]:
    """Return `{query_id: {doc_id: grade}}` of a file with a heading.

    Raises ValueError for a missing column, a grade that is not 0-3 or a pair judged twice.
    """
    judgements: dict[str, dict[str, int]] = {}
    for row in _rows(path, {"query_id", "doc_id", "grade"}):
        grade = int(row["grade"])
        if grade not in GRADES:
            raise ValueError(f"{path.name}: {row['query_id']} has the grade {grade}")
        judged = judgements.setdefault(row["query_id"], {})
        if row["doc_id"] in judged:
            raise ValueError(f"{path.name}: {row['query_id']} judges {row['doc_id']} twice")
        judged[row["doc_id"]] = grade
    return judgements


def read_run(path: Path) -> dict[str, list[str]]:
    """Return `{query_id: [doc_id, …]}`, best first, of a file without a heading.

    Its lines are query_id, doc_id and rank (a whole number, 1 is best). Equal ranks keep the order
    of the file.
    """
    ranks: dict[str, list[tuple[int, str]]] = {}
    for line in _lines(path):
        query, doc, rank = line.split("\t")[:3]
        ranks.setdefault(query, []).append((int(rank), doc))
    return {
        query: [doc for _, doc in sorted(places, key=lambda place: place[0])]
        for query, places in ranks.items()
    }


def _rows(path: Path, wanted: set[str]) -> Iterator[dict[str, str]]:
    lines = _lines(path)
    names = next(lines, "").split("\t")
    if missing := sorted(wanted - set(names)):
        raise ValueError(f"{path.name} has no column {', '.join(missing)}")
    for line in lines:
        yield dict(zip(names, line.split("\t"), strict=False))


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines that hold something, split at line feeds only."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if bare := line.rstrip("\r\n"):
                yield bare


def _once(path: Path, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{path.name} has {name} twice")
        seen.add(name)
