"""Whether two entries speak of one practice, and by what one sees it. Pure: no database.

The thresholds are chosen so that no two of the demo practices are called doubles, and all of them
are found in other words (practices.doubles.measuring; `manage.py doubles_measure`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.bulgarian import analyse, is_stop_word, normalise_code

STORY = ("title", "summary", "lead_text", "background", "practice", "results")
LONG = 45  # lemmas that make a story; chance alone lets shorter ones lie inside a longer one
# Share of the shorter text's lemmas that the other has too. Demo practices reach .42, short .71.
NEAR_LONG, NEAR_SHORT = 0.6, 0.8
NEAR_TITLE, TITLE_WORDS = 0.75, 3  # the same of titles, and of how many lemmas at least
SAME_PLACE = 0.1  # by so much less a near text does when the municipality is the same
FEWEST = 8  # lemmas; fewer say nothing
_TAG = re.compile(r"<[^>]+>")

REASONS: dict[str, Promise] = {
    "code": _("the same project code"),
    "text": _("a near text"),
    "title": _("a near title"),
    "municipality": _("the same municipality"),
    "partner": _("the same partner"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What of an entry is compared."""

    title: frozenset[str]
    text: frozenset[str]
    municipalities: frozenset[str]
    codes: frozenset[str]
    partners: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two entries may be one: codes of `REASONS`, strongest first; `text` and `title`: 0–1."""

    reasons: tuple[str, ...]
    text: float
    title: float

    @property
    def order(self) -> tuple:
        """Greater is likelier."""
        return ("code" in self.reasons, self.text, self.title)


def profile(entry: Mapping[str, Any]) -> Profile:
    """Return what is compared of a full entry, a short one, or the document of a public record."""
    codes = (
        row if isinstance(row, str) else row.get("raw") for row in _rows(entry, "project_codes")
    )
    places = (
        row if isinstance(row, str) else row.get("code") for row in _rows(entry, "municipalities")
    )
    partners = (_name(row) for row in _rows(entry, "partners") if not _is_town_hall(row))
    return Profile(
        title=_lemmas(_plain(entry.get("title"))),
        text=_lemmas(story(entry)),
        municipalities=frozenset(filter(None, places)),
        codes=frozenset(filter(None, (normalise_code(code or "") for code in codes))),
        partners=frozenset(filter(None, partners)),
    )


def story(entry: Mapping[str, Any]) -> str:
    """Return the plain text of the sections that are compared."""
    return "\n".join(filter(None, (_plain(entry.get(name)) for name in STORY)))


def judge(one: Profile, other: Profile) -> Likeness | None:
    """Return why the two may be one practice; None when they hardly are.

    A code is enough. So is a near text, and a near title in the same municipality. A place or a
    partner alone is none of it.
    """
    same_place = bool(one.municipalities & other.municipalities)
    text, title = _share(one.text, other.text), _share(one.title, other.title)
    shorter = min(len(one.text), len(other.text))
    enough = (NEAR_LONG if shorter >= LONG else NEAR_SHORT) - SAME_PLACE * same_place
    found = {
        "code": bool(one.codes & other.codes),
        "text": shorter >= FEWEST and text >= enough,
        "title": title >= NEAR_TITLE and min(len(one.title), len(other.title)) >= TITLE_WORDS,
        "municipality": same_place,
        "partner": bool(one.partners & other.partners),
    }
    if not (found["code"] or found["text"] or (found["title"] and same_place)):
        return None
    return Likeness(tuple(name for name in REASONS if found[name]), text, title)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _lemmas(text: str) -> frozenset[str]:
    return frozenset(
        token.lemma
        for token in analyse(text)
        if token.kind == "word" and len(token.lemma) > 2 and not is_stop_word(token.exact)
    )


def _plain(value: Any) -> str:
    """Return text, paragraphs or sanitised HTML as plain text."""
    if isinstance(value, (list, tuple)):
        return "\n".join(_plain(part) for part in value)
    return unescape(_TAG.sub(" ", value)).strip() if isinstance(value, str) else ""


def _rows(entry: Mapping[str, Any], name: str) -> list:
    return [row for row in entry.get(name) or [] if isinstance(row, (str, Mapping))]


def _name(row: Any) -> str:
    return (
        " ".join(str(row.get("name") or "").casefold().split()) if isinstance(row, Mapping) else ""
    )


def _is_town_hall(row: Any) -> bool:
    """A municipality as a partner says no more than the place does."""
    return isinstance(row, Mapping) and row.get("kind") == "municipality"
