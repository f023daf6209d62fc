"""Names of facet values, taken from the records and given to pages in one query."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from practices.choices import CostBand, PracticeKind, SizeBand, Stage

from .models import FacetName


def remember(document: Mapping) -> None:
    """Store the names that a record gives to its themes, places and programmes."""
    rows = {(row.facet, row.value): row for row in _names(document)}
    FacetName.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["facet", "value"],
        update_fields=["name_bg", "name_en", "parent"],
    )


def _names(document: Mapping) -> Iterator[FacetName]:
    for theme in document["themes"]:
        yield _name("theme", theme["slug"], theme, theme["parent"] or "")
        if theme["parent"]:
            parent = {"name_bg": theme["parent_name_bg"], "name_en": theme["parent_name_en"]}
            yield _name("theme", theme["parent"], parent)
    for place in document["municipalities"]:
        yield _name("municipality", place["code"], place, place["oblast"]["code"])
        yield _name("oblast", place["oblast"]["code"], place["oblast"])
        yield _name("region", place["region"]["code"], place["region"])
    for programme in document["funding"]:
        yield _name("funding", programme["slug"], programme)


def _name(facet: str, value: str, row: Mapping, parent: str = "") -> FacetName:
    bulgarian = row.get("name_bg") or row.get("short") or value
    return FacetName(
        facet=facet,
        value=value,
        name_bg=bulgarian[:255],
        name_en=(row.get("name_en") or bulgarian)[:255],
        parent=parent,
    )


def names(values: Mapping[str, Collection[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return {(facet, value): (name, parent)} in the reader's language, in one query.

    It reads the facets whole: a few hundred names cost less than a question with as many values.
    """
    name = "name_en" if (get_language() or "bg").startswith("en") else "name_bg"
    rows = FacetName.objects.filter(facet__in=list(values))
    return {
        (facet, value): (said, parent)
        for facet, value, said, parent in rows.values_list("facet", "value", name, "parent")
        if value in values[facet]
    }


def fixed_names() -> dict[tuple[str, str], str]:
    """Return the names of values that no register holds, each scale in its order."""
    has = {
        "measured_results": _("A measured result"),
        "documents": _("Documents to reuse"),
        "foreign_partner": _("A foreign partner"),
    }
    return {
        **{("has", value): name for value, name in has.items()},
        **{("life", value): name for value, name in standing_names().items()},
        **{
            (facet, value): str(name)
            for facet, kinds in _CHOICES.items()
            for value, name in kinds.choices
        },
    }


def standing_names() -> dict[str, str]:
    """Return what is said of the life of a practice, best first."""
    return {
        "running": pgettext("a practice", "It works"),
        "changed": pgettext("a practice", "It has changed"),
        "stopped": pgettext("a practice", "It has stopped"),
        "silent": pgettext("a practice", "Nobody answered"),
    }


_CHOICES = {"size_band": SizeBand, "kind": PracticeKind, "stage": Stage, "cost": CostBand}
