"""Give every test process a migrated database of its own, made once and copied.

Migrating from nothing takes about 17 seconds (Wagtail's history), so it is done once per state of
the migrations, in a process of its own, and the result is a *template*: a file for SQLite, a
database for PostgreSQL. A worker starts from a copy of it, and so does whatever comes after a test
that really committed: nothing of what migrations put there (root page, groups, registers) is lost
to a flush.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from search.bulgarian import normaliser_version
from tests.servers import cache_folder, locked

ROOT = Path(__file__).resolve().parent.parent
KEPT = 3  # templates of other branches that stay in the cache


class Sqlite:
    """A database file per process."""

    def __init__(self, worker: str, folder: Path):
        self.folder = folder
        self.worker = worker
        self.restored = 0

    def prepare(self) -> None:
        # A copy of one's own: another run may clear the cache meanwhile.
        self.template = self.folder / f"{self.worker}-template.sqlite3"
        _copy_cached_template(self.template)
        self.restore()

    def restore(self) -> None:
        """Bring the database back to what the migrations made.

        The copy has a new name: a thread that the test left behind still holds the old file.
        """
        self.remove()
        self.restored += 1
        shutil.copyfile(self.template, self.file)
        _use(str(self.file))

    def remove(self) -> None:
        connections.close_all()
        for path in self.folder.glob(f"{self.file.name}*"):
            path.unlink()

    @property
    def file(self) -> Path:
        return self.folder / f"{self.worker}-{self.restored}.sqlite3"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"


class Postgres:
    """A database per process on the server that DATABASE_URL names."""

    def __init__(self, worker: str, folder: Path):
        self.given = dict(settings.DATABASES["default"])
        self.name = f"test_{self.given['NAME']}_{worker}"
        self.template = f"test_{self.given['NAME']}_template"
        self.run = folder

    def prepare(self) -> None:
        """Make the template unless another process of this run has, then copy it."""
        made = self.run / "postgres.migrated"
        with locked(self.run / "postgres-template.lock"):
            if not made.exists():
                with self._maintenance() as connection:
                    _drop(connection, self.template)
                    _create(connection, self.template)
                _migrate(self._url(self.template))
                made.touch()
        self.restore()

    def restore(self) -> None:
        """Bring the database back to what the migrations made."""
        connections.close_all()
        with self._maintenance() as connection:
            _drop(connection, self.name)
            _create(connection, self.name, template=self.template)
        _use(self.name)

    def remove(self) -> None:
        connections.close_all()
        with self._maintenance() as connection:
            _drop(connection, self.name)

    @property
    def url(self) -> str:
        return self._url(self.name)

    def _maintenance(self) -> psycopg.Connection:
        return psycopg.connect(self._url("postgres"), autocommit=True)

    def _url(self, name: str) -> str:
        given = self.given
        password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
        return f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT']}/{name}"


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _create(connection: psycopg.Connection, name: str, template: str = "template1") -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def _use(name: str) -> None:
    """Point Django's default connection, in every thread to come, at a database."""
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def _copy_cached_template(target: Path) -> None:
    """Copy the migrated SQLite file for the migrations as they are now, making it if needed."""
    template = cache_folder() / f"migrated-{fingerprint()}.sqlite3"
    with locked(cache_folder() / "migrated.lock"):
        if not template.exists():
            fresh = template.with_suffix(f".{os.getpid()}")
            try:
                _migrate(f"sqlite:///{fresh}")
                fresh.rename(template)
            finally:
                for rest in cache_folder().glob(f"{fresh.name}*"):
                    rest.unlink()
            old = sorted(
                cache_folder().glob("migrated-*.sqlite3"), key=lambda path: path.stat().st_mtime
            )
            for path in old[:-KEPT]:
                path.unlink()
        shutil.copyfile(template, target)


def fingerprint() -> str:
    """Return a digest of all that a migrated database is made from.

    That is the migrations, the modules of ours that they import and those import, the data files
    they may load, the words the search knows, and the versions of the packages that bring
    migrations of their own.
    """
    rooms = [ROOT / name for name in ("kb", "practices", "search")]
    migrations = {path for room in rooms for path in room.rglob("migrations/*.py")}
    sources = migrations | {
        path
        for room in rooms
        for suffix in ("csv", "tsv", "json", "toml")
        for path in room.rglob(f"*.{suffix}")
        if not {"static", "evaluation"} & set(path.parts)
    }
    unread = list(migrations)
    while unread:
        found = set(_own_imports(unread.pop())) - sources
        sources |= found
        unread += found
    sources.add(ROOT / "requirements" / "runtime.txt")
    # What is written after the migrations.
    sources.add(ROOT / "search" / "suggestions" / "entries.py")
    digest = hashlib.sha256(normaliser_version().encode())
    for path in sorted(sources):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _own_imports(module: Path) -> Iterator[Path]:
    """Yield the files of ours that a module imports."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            path = ROOT.joinpath(*name.split("."))
            yield from (
                file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()
            )


def _migrate(url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    for command in ("migrate", "createcachetable"):
        done = subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"`manage.py {command}` failed:\n{done.stderr[-6000:]}")
