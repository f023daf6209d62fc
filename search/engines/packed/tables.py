"""The tables of a database engine. All of them are derived data.

    search_row      one practice in one language: what is known of it besides its words
    search_text     its tokens (texts.py): for phrases, neighbours and taking it out
    search_posting  (block, term): how often a word stands in which practices (postings.py), and
                    what stands beside it (beside.py)
    search_tail     (term, row): the same of what was written lately, in the place of what the
                    postings say; an empty count: no longer there
    search_late     (row): what was written lately, and what the next four still say of it (late.py)
    search_block    (name, block): a byte per practice: `length.<part>`, `shown.<language>`, `merit`
    search_size     (part): how many practices have the part, how long together; and two marks, by
                    which a process knows whether what it keeps of the index is still true
    search_bits     (facet, value, bucket): one bit per practice that has the value
    search_common   words so frequent that two of them side by side are a term of their own
    search_changed  what was written while a rebuild is under way
    search_meta     which rules and which code made all this

A rebuild fills a second set of tables (NEW) and takes the place of the first in one transaction.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from search.fields import PARTS

from .beside import LISTS
from .postings import COLUMNS
from .texts import Text

_MARK_BITS = 40
BUCKET = 65_536  # practices in one row of a facet's bits: 8 KiB
FACETS_MARK, POSTINGS_MARK = "facets", "postings"  # in search_size: see `marked`
NEW, OLD = "_new", "_old"

# Those of one index live and die together.
TABLES = (
    "search_row",
    "search_text",
    "search_posting",
    "search_tail",
    "search_late",
    "search_block",
    "search_size",
    "search_bits",
    "search_common",
)
LASTING = ("search_changed", "search_meta")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database says what the others say differently."""

    blob: str  # the type of bytes
    name: str  # the type of a text that is compared byte by byte
    keyed: str  # what ends a table that lies in the order of its key
    number: str  # the type of a number that is given to a row which comes without one
    among: str  # a condition that {} is one of the values of a parameter …
    many: Callable[[Iterable], object]  # … and the parameter of some values
    # Puts rows into columns of a table: (cursor, table, columns, rows).
    load: Callable[[Any, str, Sequence[str], Iterable[tuple]], None]
    # Has the next row of a table numbered after all that were put there with their numbers.
    go_on: Callable[[Any, str], None]


# A row of a frequent term is longer than a page, and is read from its beginning: what every question
# wants stands first.
_MOST_ASKED_FIRST = (
    *sorted(COLUMNS, key=lambda name: name not in ("count_all", "count_attachments")),
    *LISTS,
)

TAIL_COLUMNS = ("counts", *LISTS)

# What is kept of a practice besides its words; `size_…` is the length of a part, `strong` are the
# lemmas by which others like it are found, `facets` a line for each of its values.
ROW = (
    "pid {name} NOT NULL, language {name} NOT NULL, version bigint NOT NULL",
    "shown_in text NOT NULL, published integer NOT NULL, nominations integer NOT NULL",
    "standing integer NOT NULL, merit integer NOT NULL, strong text NOT NULL",
    *(f"size_{part} integer NOT NULL" for part in PARTS),
    "facets text NOT NULL",
)


def schema(dialect: Dialect, suffix: str = "", tag: str = "") -> list[str]:
    """Return the statements that make the tables of an index, its names ending in `suffix`.

    `tag` ends the names of the two indices, which a renamed table keeps.
    """
    name, blob, keyed = dialect.name, dialect.blob, dialect.keyed
    return [
        f"""CREATE TABLE search_row{suffix} (id {dialect.number} PRIMARY KEY,
            {", ".join(ROW).format(name=name)}, UNIQUE (pid, language))""",
        f"""CREATE INDEX search_row_newest{tag}
            ON search_row{suffix} (published DESC, pid, language)""",
        f"""CREATE INDEX search_row_nominated{tag}
            ON search_row{suffix} (nominations DESC, published DESC, pid, language)""",
        f"""CREATE TABLE search_text{suffix} (id integer PRIMARY KEY,
            {", ".join(f"{column} {blob} NOT NULL" for column in Text._fields)})""",
        f"""CREATE TABLE search_posting{suffix} (block integer NOT NULL, term {name} NOT NULL,
            {", ".join(f"{column} {blob} NOT NULL" for column in _MOST_ASKED_FIRST)},
            PRIMARY KEY (block, term)){keyed}""",
        f"""CREATE TABLE search_tail{suffix} (term {name} NOT NULL, number integer NOT NULL,
            {", ".join(f"{column} {blob} NOT NULL" for column in TAIL_COLUMNS)},
            PRIMARY KEY (term, number)){keyed}""",
        f"""CREATE TABLE search_late{suffix} (number integer PRIMARY KEY, sizes text NOT NULL,
            facets text NOT NULL)""",
        f"""CREATE TABLE search_block{suffix} (name {name} NOT NULL, block integer NOT NULL,
            data {blob} NOT NULL, PRIMARY KEY (name, block))""",
        f"""CREATE TABLE search_size{suffix} (part {name} PRIMARY KEY, documents integer NOT NULL,
            size bigint NOT NULL){keyed}""",
        f"""CREATE TABLE search_bits{suffix} (facet {name} NOT NULL, value {name} NOT NULL,
            bucket integer NOT NULL, data {blob} NOT NULL, PRIMARY KEY (facet, value, bucket))""",
        f"CREATE TABLE search_common{suffix} (term {name} PRIMARY KEY){keyed}",
        *(f"INSERT INTO search_size{suffix} VALUES ('{part}', 0, 0)" for part in PARTS),
        *(
            f"INSERT INTO search_size{suffix} VALUES ('{mark}', 0, {secrets.randbits(_MARK_BITS)})"
            for mark in (FACETS_MARK, POSTINGS_MARK)
        ),
    ]


def marked(mark: str) -> tuple[int, int, str]:
    """Return what to add to a mark of search_size, as (documents, size, its name): chance, so that
    two states of an index never have the same mark, also where a transaction was rolled back."""
    return 0, 1 + secrets.randbits(_MARK_BITS), mark


def lasting_schema(dialect: Dialect) -> list[str]:
    """Return the statements that make what outlives a rebuild."""
    name, keyed = dialect.name, dialect.keyed
    return [
        "CREATE TABLE search_meta (name varchar(40) PRIMARY KEY, value text NOT NULL)",
        f"""CREATE TABLE search_changed (pid {name} NOT NULL, language {name} NOT NULL,
            PRIMARY KEY (pid, language)){keyed}""",
    ]


def facet_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return kept facet values, one `facet=value` a line, as (facet, value)."""
    return tuple(tuple(line.split("=", 1)) for line in text.splitlines())
