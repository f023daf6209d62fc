"""A throw-away site: the settings of development, a database of its own in the benchmarks' folder.

Call `open_site` before anything is imported that needs Django, then `fill`. What is there already
is kept, so that a second run begins at once.
"""

import datetime
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import django

from benchmarks.corpus import Corpus, Practice, latin
from benchmarks.timing import figure, milliseconds
from benchmarks.words import folder

CHUNK = 500
KNOWN = 10_000  # practices whose words the database's own index has
NAMED = 4  # chunks of practices that have all places and themes among them


def open_site(size: int, elasticsearch: str = "") -> Path:
    """Set Django up on the SQLite database of a site with so many practices; return its path."""
    path = folder() / f"site-{size}.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings.dev"
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    os.environ["ELASTICSEARCH_URL"] = elasticsearch
    os.environ["ELASTICSEARCH_INDEX"] = f"bench-{size}"
    django.setup()
    return path


def fill(corpus: Corpus) -> None:
    """Migrate, write the records of all practices, and index those whose words are known."""
    from django.core.management import call_command

    from practices.models.published import PracticeRecord
    from search.engines.chosen import database_engine

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if PracticeRecord.objects.count() != corpus.size:
        PracticeRecord.objects.all().delete()
        spent = milliseconds(lambda: write_records(corpus)) / 1000
        figure("records written", corpus.size / spent, "a second")
    engine, known = database_engine(), min(corpus.size, KNOWN)
    health = engine.health()
    if not health.current or health.documents < known:
        engine.rebuild(Corpus(known, corpus.words, corpus.seed))


def write_records(corpus: Corpus) -> None:
    """Write the record of every practice, and the names of the facets of the first."""
    from django.db import transaction

    from practices.models.published import PracticeRecord
    from search.facet_names import remember

    for number, practices in enumerate(_chunks(corpus.practices())):
        documents = [record(practice) for practice in practices]
        with transaction.atomic():
            PracticeRecord.objects.bulk_create(map(_row, documents))
            if number < NAMED:
                for document in documents:
                    remember(document)


def _chunks(practices: Iterable[Practice]) -> Iterator[list[Practice]]:
    remaining = iter(practices)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _row(document: dict) -> object:
    from practices.models.published import PracticeRecord

    return PracticeRecord(
        pid=document["pid"],
        language="bg",
        slug=document["slug"],
        state="live",
        document=document,
        version=1,
        title=document["title"][:255],
        first_published_on=document["first_published_on"],
        published_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    )


def record(practice: Practice) -> dict:
    """Return the public document of a practice, as full as that of a real one."""
    published = datetime.date.fromordinal(practice.published)
    slug = f"praktika-{practice.number}"
    (year,) = practice.facets["year"]
    empty_lists = (
        *("steps", "measures", "funding", "project_codes", "partners", "prerequisites"),
        *("target_groups", "events", "publications", "legal_basis", "documents", "gallery"),
        "sources",
    )
    return {
        "schema_version": 1,
        "pid": practice.pid,
        "language": "bg",
        "slug": slug,
        "url": f"/praktiki/{slug}/",
        "title": practice.text("title"),
        "summary": practice.text("summary"),
        "problem_line": practice.text("problem"),
        **{name: _markup(practice.text(name)) for name in ("background", "practice", "results")},
        "what_failed": "",
        "what_failed_restricted": False,
        "limits": _markup(practice.text("other")),
        "adapt_notes": "",
        **{name: [] for name in empty_lists},
        "municipalities": [_place(practice)],
        "municipalities_claimed": None,
        "municipalities_note": "",
        "themes": [_theme(slug) for slug in practice.facets["theme"]],
        "kind": "service",
        "stage": "running",
        "period": {
            "start": year,
            "end": year,
            "ongoing": False,
            "duration_months": None,
            "years": [int(year)],
        },
        "cost": None,
        "running_cost": None,
        "staff_effort": {"person_months": None, "roles": ""},
        "lead_organisation": None,
        "target_groups_note": "",
        "participation": {"level": "", "note": ""},
        "innovator_name": "",
        "contact": {"organisation": "", "phone": "", "fax": "", "has_email": False},
        "inspired_by": None,
        "licence": {"code": "CC-BY-4.0", "name": "CC BY 4.0", "url": ""},
        "editor_note": "",
        "legacy": None,
        "completeness": {"score": practice.standing, "gaps": []},
        "first_published_on": published.isoformat(),
    }


def _markup(text: str) -> str:
    return "".join(f"<p>{part}.</p>" for part in text.split(". "))


def _place(practice: Practice) -> dict:
    (code,), (oblast,) = practice.facets["municipality"], practice.facets["oblast"]
    name = practice.fields["places"][0].exact.capitalize()
    return {
        "code": code,
        "ekatte": "00000",
        "name_bg": name,
        "name_en": latin(name.lower()).capitalize(),
        "slug": code.lower(),
        "oblast": {
            "code": oblast,
            "name_bg": f"Област {oblast}",
            "name_en": oblast,
            "slug": oblast,
        },
        "region": {"code": "R1", "name_bg": "Район", "name_en": "Region"},
        "size_band": "small",
        "population": 5000,
        "population_year": 2021,
    }


def _theme(slug: str) -> dict:
    return {
        "slug": slug,
        "name_bg": f"Тема {slug[5:]}",
        "name_en": slug,
        "parent": None,
        "parent_name_bg": "",
        "parent_name_en": "",
    }
