"""The engine of a site that runs on SQLite: in the site's own database file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from .database import DatabaseEngine
from .packed.tables import Dialect


def load(cursor, table: str, names: Sequence[str], rows: Iterable[tuple]) -> None:
    """Put rows into columns of a table."""
    marks = ", ".join(["%s"] * len(names))
    cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


class SQLiteEngine(DatabaseEngine):
    """SQLite has one writer at a time, and gives a snapshot to whoever begins to read."""

    name = "sqlite"
    dialect = Dialect(
        blob="blob",
        name="text",
        keyed=" WITHOUT ROWID",
        number="integer",
        among="{} IN (SELECT value FROM json_each(%s))",
        many=lambda values: json.dumps(list(values)),
        load=load,
        go_on=lambda cursor, table: None,  # the next number is one more than the highest
    )

    @contextmanager
    def snapshot(self) -> Iterator:
        self.connection.ensure_connection()
        with self.connection.cursor() as cursor:
            if self.connection.connection.in_transaction:
                yield cursor
                return
            cursor.execute("BEGIN DEFERRED")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def enter(self, cursor) -> None:
        """Nothing to do: the first row that is written locks out every other writer."""

    def lock(self, cursor, patience: float) -> bool:
        return True
