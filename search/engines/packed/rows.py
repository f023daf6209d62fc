"""The row of search_row: what is known of a practice besides its words. Pure."""

from search.documents import SearchDocument
from search.engines.alike import strong_lemmas
from search.fields import FACETS, PARTS, section_size

from .lengths import word_counts


def row_values(document: SearchDocument) -> dict[str, object]:
    """Return the values of a document's row in search_row."""
    return {
        "pid": document.pid,
        "language": document.language,
        "version": document.version,
        "shown_in": " ".join(document.shown_in),
        "published": document.published,
        "nominations": document.nominations,
        "standing": document.standing,
        "merit": document.merit,
        "strong": " ".join(strong_lemmas(document)),
        **{f"size_{part}": size for part, size in part_sizes(document).items()},
        "facets": facet_text(document),
    }


def facet_text(document: SearchDocument) -> str:
    """Return the facet values of a document as they are kept: one `facet=value` a line."""
    return "\n".join(f"{facet}={value}" for facet in FACETS for value in document.facets[facet])


def part_sizes(document: SearchDocument) -> dict[str, int]:
    """Return the length of every part of a document."""
    lengths = word_counts(document)
    return {part: section_size(part, lengths) for part in PARTS}
