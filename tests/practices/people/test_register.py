"""The register of personal data names every field that can hold text, once, and what it says is so."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from kb.jobs.registry import all_jobs
from practices import personal
from practices.people import register
from practices.people.nobodys import NOBODYS

TEXTS = (
    *(models.CharField, models.TextField, models.JSONField, models.FileField),
    *(models.GenericIPAddressField, models.BinaryField),
)
DOC = Path(__file__).resolve().parents[3] / "docs" / "personal-data.md"


def fields_of(model: type[models.Model]) -> list[str]:
    """The columns of a model in which anybody could write something."""
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, TEXTS) and not field.choices
    ]


def every_field() -> set[str]:
    return {
        f"{model._meta.label}.{name}" for model in apps.get_models() for name in fields_of(model)
    }


def named(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        label, _colon, columns = line.partition(":")
        names = columns.split() if columns else fields_of(apps.get_model(label))
        yield from (f"{label}.{name}" for name in names)


def test_every_field_stands_in_the_register_once():
    kept = [field for row in register.KEPT for field in named(row.fields)]
    nobodys = [field for lines in NOBODYS.values() for field in named(lines)]
    counts = Counter(kept + nobodys)
    assert sorted(every_field() - counts.keys()) == []
    assert sorted(counts.keys() - every_field()) == []
    assert [field for field, count in counts.items() if count > 1] == []


def test_only_models_of_libraries_are_named_whole():
    whole = {
        line
        for lines in (*NOBODYS.values(), *(row.fields for row in register.KEPT))
        for line in lines
        if ":" not in line
    }
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith(("kb.", "practices.", "search.")) and fields_of(model)
    }
    assert whole & ours == set()


def test_addresses_are_somebodys():
    """No e-mail or network address can be declared nobody's."""
    kept = {field for row in register.KEPT for field in named(row.fields)}
    addresses = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, (models.EmailField, models.GenericIPAddressField))
        or "email" in field.name.split("_")
    }
    addresses = {label for label in addresses if label in every_field()}
    assert "curation.Submission.email" in addresses
    assert sorted(addresses - kept) == []


def test_names_of_colleagues_are_all_written_over():
    listed = {f"{label}.{column}" for label, column, _key in register.COLLEAGUES}
    endings = ("actor_name", "author_name", "by_name", "undone_by")
    ours = {field for field in every_field() if field.endswith(endings)}
    assert ours - {"wagtailembeds.Embed.author_name"} == listed


def test_jobs_and_rooms_of_the_register_exist():
    jobs = {row.job for row in register.KEPT if row.job}
    assert sorted(jobs - set(all_jobs())) == []
    assert {row.room for row in register.KEPT if row.room} == set(personal.rooms())


def test_the_document_prints_the_register():
    assert register.table() in DOC.read_text(encoding="utf-8")
