"""Clauses as FTS5 expressions. Pure."""

from collections.abc import Sequence

from search.fields import NEAR_GAPS

from .clauses import Clause


def quoted(*tokens: str) -> str:
    """Return tokens as one FTS5 string: whatever they hold, it is no syntax."""
    return '"' + " ".join(tokens).replace('"', '""') + '"'


def expression(clause: Clause, fields: Sequence[str]) -> str:
    """Return the FTS5 expression of a clause over some fields."""
    if clause.stream == "code":
        columns = "codes"
    else:
        columns = " ".join(f"{name}_{clause.stream}" for name in fields)
    if clause.near:
        return f"{{{columns}}} : NEAR({' '.join(map(quoted, clause.tokens))}, {NEAR_GAPS})"
    return f"{{{columns}}} : {quoted(*clause.tokens)}"
