"""Which published practices an entry may be a double of: asked of the index, then judged."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from practices.doubles.judging import REASONS, Likeness, Profile, judge, profile, story
from practices.models import PracticeProjectCode, PracticeRecord
from practices.ports import near

ASKED = 8  # candidates that the index is asked for
SHOWN = 3
NEWEST = 200  # practices of the same places that are looked at where there is no index


@dataclass(frozen=True, slots=True)
class Double:
    """A published practice that an entry may be: its number, title, path, language, and why."""

    pid: str
    title: str
    url: str
    language: str
    likeness: Likeness

    @property
    def reasons(self) -> list[Promise]:
        """Return why, in words, strongest first."""
        return [REASONS[code] for code in self.likeness.reasons]


def likely(
    entry: Mapping[str, Any], language: str, *, without: Collection[str] = (), limit: int = SHOWN
) -> list[Double]:
    """Return up to `limit` live practices that `entry` may be, the likeliest first.

    `without` are numbers never to be named, such as the entry's own. Costs the question to the
    index and one query for the records; one more for project codes, and one where the index is
    silent. An entry without words costs nothing.
    """
    own = profile(entry)
    if not own.text and not own.codes:
        return []
    pids = [pid for pid in candidates(entry, own, language) if pid not in without]
    records = PracticeRecord.objects.live().filter(pid__in=pids)
    found: dict[str, Double] = {}
    for record in sorted(records, key=lambda record: record.language != language):
        likeness = judge(own, profile(record.document))
        if likeness and record.pid not in found:
            found[record.pid] = Double(
                record.pid, record.title, record.document["url"], record.language, likeness
            )
    return sorted(found.values(), key=lambda one: one.likeness.order, reverse=True)[:limit]


def candidates(entry: Mapping[str, Any], own: Profile, language: str) -> list[str]:
    """Return numbers worth judging: of the same code, and near by the index.

    Where the index knows nothing near: of the same places, with a word of the title.
    """
    pids: list[str] = []
    if own.codes:
        rows = PracticeProjectCode.objects.filter(normalised__in=own.codes, page__live=True)
        pids += rows.values_list("page__pid", flat=True)[:ASKED]
    nearest = near(story(entry), language, ASKED) or _neighbours(own)
    return list(dict.fromkeys([*pids, *nearest]))


def _neighbours(own: Profile) -> list[str]:
    if not own.municipalities:
        return []
    rows = PracticeRecord.objects.live().filter(
        facets__facet="municipality", facets__value__in=own.municipalities
    )
    shared: Counter[str] = Counter()
    for pid, title in rows.values_list("pid", "title").distinct()[:NEWEST]:
        shared[pid] = max(shared[pid], len(own.title & profile({"title": title}).title))
    return [pid for pid, count in shared.most_common(ASKED) if count]
