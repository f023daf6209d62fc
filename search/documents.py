"""The public record of a practice → what an index holds of it. Pure: no database, no engine."""

import datetime
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import nh3

from practices.ports import STANDINGS, Standing
from search.bulgarian import Streams, token_streams

from .fields import FACETS, FIELDS
from .merit import standing, support

MAX_TEXT = 200_000  # characters of one field: a whole council programme pasted into a section
MAX_ATTACHED = 16_000  # words of attached documents, about fifty pages: what every engine can hold

_BREAK = re.compile(r"</(?:p|li|h[1-6]|div|tr|td|th|dd|dt|blockquote|figcaption)>|<br\s*/?>", re.I)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One practice in one language, ready for any engine.

    `fields` has the token streams of every name in search.fields.FIELDS and `codes` the marker
    tokens of all of them; `facets` the values by facet; `published` is the ordinal of the date of
    first publication (0: unknown); `shown_in` are the languages whose readers meet this document.
    `standing` is the part of the merit that the record itself gives (search/merit.py).
    """

    pid: str
    language: str
    shown_in: tuple[str, ...]
    version: int
    fields: Mapping[str, Streams]
    codes: str
    facets: Mapping[str, tuple[str, ...]]
    published: int
    nominations: int
    standing: int = 0

    @property
    def merit(self) -> int:
        """The points that speak for the practice whatever is asked, 0–100."""
        return self.standing + support(self.nominations)

    @property
    def key(self) -> str:
        """The identifier of the document in an engine."""
        return f"{self.pid}.{self.language}"


def plain_text(markup: str) -> str:
    """Return the text of sanitised or hostile HTML, one line per block, entities resolved."""
    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    broken = _BREAK.sub(lambda match: match[0] + "\n", markup)
    bare = nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"})
    return _tidy(html.unescape(bare))


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text.replace("\0", " "))).strip()


def texts(record: Mapping) -> dict[str, str]:
    """Return the plain text of every searched field of a record document, for the index."""
    return {name: text_of(record, name) for name in _TEXTS}


def text_of(record: Mapping, field: str) -> str:
    """Return the plain text of one searched field of a record document, for index and page."""
    return _TEXTS[field](record)


def _lines(parts: Iterable[str | None]) -> str:
    return "\n".join(tidied for part in parts if (tidied := _tidy(part or "")))


def _values(rows: Iterable[Mapping] | None, *keys: str) -> list[str]:
    """Join the named values of each row into one line."""
    return [" · ".join(str(row[key]) for key in keys if row.get(key)) for row in rows or ()]


def _theme_names(record: Mapping) -> Iterable[str]:
    keys = ("name_bg", "name_en", "parent_name_bg", "parent_name_en")
    return dict.fromkeys(
        theme[key] for theme in record.get("themes") or () for key in keys if theme.get(key)
    )


def _place_names(record: Mapping) -> Iterable[str]:
    names: dict[str, None] = {}
    for place in record.get("municipalities") or ():
        for row in (place, place.get("oblast") or {}, place.get("region") or {}):
            names.update((row[key], None) for key in ("name_bg", "name_en") if row.get(key))
    return names


def _steps(record: Mapping) -> list[str]:
    return _values(record.get("steps"), "action", "term", "responsible")


def _measures(record: Mapping) -> list[str]:
    return _values(record.get("measures"), "indicator", "before", "after", "unit", "period")


def other_parts(record: Mapping) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what is public but belongs to no section; a name may come again."""
    if not record.get("what_failed_restricted"):
        yield "what_failed", plain_text(record.get("what_failed") or "")
    yield "limits", plain_text(record.get("limits") or "")
    yield "adapt_notes", plain_text(record.get("adapt_notes") or "")
    yield "places", record.get("municipalities_note") or ""
    yield "target_groups", record.get("target_groups_note") or ""
    for key, single, names in _LISTED:
        rows = filter(None, [record.get(key)]) if single else record.get(key)
        yield from ((key, line) for line in _values(rows, *names))
    yield "innovator_name", record.get("innovator_name") or ""


_TEXTS: Mapping[str, Callable[[Mapping], str]] = {
    "title": lambda record: _tidy(record["title"]),
    "summary": lambda record: _tidy(record.get("summary") or ""),
    "problem": lambda record: _tidy(record.get("problem_line") or ""),
    "themes": lambda record: _lines(_theme_names(record)),
    "places": lambda record: _lines(_place_names(record)),
    "background": lambda record: plain_text(record.get("background") or ""),
    "practice": lambda record: _lines([plain_text(record.get("practice") or ""), *_steps(record)]),
    "results": lambda record: _lines([plain_text(record.get("results") or ""), *_measures(record)]),
    "other": lambda record: _lines(text for _name, text in other_parts(record)),
}

# What is said of a practice row by row: (key, whether it is one row and no list, what of a row).
_LISTED = (
    ("lead_organisation", True, ("name", "country")),
    ("partners", False, ("name", "country", "role")),
    ("funding", False, ("name_bg", "name_en", "short", "donor")),
    ("prerequisites", False, ("name_bg", "name_en")),
    ("target_groups", False, ("name_bg", "name_en")),
    ("participation", True, ("note",)),
    ("staff_effort", True, ("roles",)),
    ("events", False, ("name", "note")),
    ("publications", False, ("title",)),
    ("legal_basis", False, ("act", "article")),
    ("documents", False, ("title", "adopted_by")),
    ("gallery", False, ("caption",)),
    ("inspired_by", True, ("text",)),
    ("sources", False, ("title", "publisher")),
)


def build(
    record: Mapping,
    *,
    version: int,
    facets: Mapping[str, Iterable[str]],
    shown_in: Iterable[str] | None = None,
    nominations: int = 0,
    attachments: str = "",
    life: Standing | None = None,
) -> SearchDocument:
    """Return the search document of a record document (practices/records.py, schema 1).

    `attachments` is the joined text of the practice's public files; `life` whether it still works,
    which no record says: a facet and a part of the merit.
    """
    streams = {name: token_streams(text[:MAX_TEXT]) for name, text in texts(record).items()}
    streams["attachments"] = _shortened(token_streams(_tidy(attachments[:MAX_TEXT])))
    codes = [stream.code for stream in streams.values()]
    codes += [token_streams(raw).code for raw in _project_codes(record)]
    facets = {**facets, **life_facet(life)}
    return SearchDocument(
        pid=record["pid"],
        language=record["language"],
        shown_in=tuple(shown_in or (record["language"],)),
        version=version,
        fields={field.name: streams[field.name] for field in FIELDS},
        codes=" ".join(code for code in codes if code),
        facets={facet: tuple(dict.fromkeys(facets.get(facet, ()))) for facet in FACETS},
        published=ordinal(record.get("first_published_on")),
        nominations=max(0, nominations),
        standing=standing(record, life),
    )


def life_facet(life: Standing | None) -> dict[str, tuple[str, ...]]:
    """Return the facet „действа ли“ of a practice; none where nobody has said."""
    return {"life": (life.state,)} if life and life.state in STANDINGS else {}


def _shortened(streams: Streams) -> Streams:
    """Keep the first MAX_ATTACHED words; the codes are all kept."""
    kept = (" ".join(stream.split(" ")[:MAX_ATTACHED]) for stream in streams[:3])
    return Streams(*kept, streams.code)


def _project_codes(record: Mapping) -> Iterable[str]:
    for code in record.get("project_codes") or ():
        yield code.get("raw") or ""
    # The number of the practice itself is found in both scripts.
    yield record["pid"]
    yield record["pid"].replace("ДП", "DP")


def ordinal(date: str | None) -> int:
    """Return the day number of an ISO date, 0 for none; sorts and compares in every engine."""
    return datetime.date.fromisoformat(date).toordinal() if date else 0
