"""The engine of a site that runs on PostgreSQL: in the site's own database."""

from collections.abc import Iterator
from contextlib import contextmanager

from .database import DatabaseEngine
from .packed.tables import Dialect

LOCK = 0x6B62_7365  # one number for the index of a database: "kbse"


class PostgreSQLEngine(DatabaseEngine):
    """Many practices share a row here, so those who write wait for one another."""

    name = "postgresql"
    dialect = Dialect(
        blob="bytea",
        name='text COLLATE "C"',
        keyed="",
        among="{} = ANY(%s)",
        many=list,
    )

    @contextmanager
    def snapshot(self) -> Iterator:
        self.connection.ensure_connection()
        with self.connection.cursor() as cursor:
            if self.connection.in_atomic_block:
                yield cursor
                return
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def lock(self, cursor) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
