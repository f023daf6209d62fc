"""From a page to the public document of a practice: the pure half of records.py.

The shape is schema/practice-record.json. Only this module decides what of a page is public.
"""

from decimal import Decimal

import nh3
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override
from wagtail.rich_text import expand_db_html

from practices.choices import LICENCE_URLS, Licence, OrganisationKind, Visibility
from practices.completeness import completeness, is_measured_result
from practices.money import Money, cost_band
from search.bulgarian.codes import normalise_code

SCHEMA_VERSION = 1
LARGE_PICTURE = "max-1200x900|format-webp"
SMALL_PICTURE = "fill-480x320|format-webp"
_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "b", "strong", "i", "em", "a", "br"}


def build_document(page) -> dict:
    """Return the public document of a PracticePage, saved or a draft, as JSON-ready data.

    Reads the page's relations and makes picture renditions that are missing; writes nothing else.
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "pid": page.pid,
        "language": page.locale.language_code,
        "slug": page.slug,
        "url": _address(page),
        **_story(page),
        **_circumstances(page),
        **_people(page),
        **_evidence(page),
        **_rights(page),
        "first_published_on": page.first_publication.isoformat(),
    }
    return document | {"completeness": completeness(document)}


def _story(page) -> dict:
    """What was wrong, what was done, what came of it."""
    restricted = page.what_failed_visible_to != Visibility.ALL
    what_failed = _html(page.what_failed)
    return {
        "title": page.title,
        "summary": page.summary.strip(),
        "problem_line": page.problem_line.strip(),
        "background": _html(page.background),
        "practice": _html(page.practice),
        "results": _html(page.results),
        "what_failed": "" if restricted else what_failed,
        "what_failed_restricted": restricted and bool(what_failed),
        "limits": _html(page.limits),
        "adapt_notes": _html(page.adapt_notes),
        "steps": _rows(page.steps, "action", "term", "responsible"),
        "measures": _rows(
            page.measures,
            *("indicator", "before", "after", "unit", "period", "source"),
            *("kind", "nature", "planned"),
        ),
    }


def _circumstances(page) -> dict:
    """Where, when, of what kind and for how much."""
    municipalities = [_municipality(m) for m in page.municipalities.all()]
    municipalities.sort(key=lambda m: (m["name_bg"], m["code"]))
    population = _population(page, municipalities)
    months = page.person_months
    return {
        "municipalities": municipalities,
        "municipalities_claimed": page.municipalities_claimed,
        "municipalities_note": page.municipalities_note,
        "themes": [_theme(t) for t in sorted(page.themes.all(), key=lambda t: (t.order, t.slug))],
        "kind": page.kind,
        "stage": page.stage,
        "period": _period(page),
        "cost": _money(
            *(page.cost_amount, page.cost_currency, page.cost_currency_name),
            *(page.cost_year, page.cost_note, population),
        ),
        "running_cost": _money(
            *(page.running_amount, page.running_currency, ""),
            *(page.running_year, page.running_note, population),
        ),
        "staff_effort": {
            "person_months": None if months is None else f"{Decimal(months):.1f}",
            "roles": page.staff_roles,
        },
    }


def _people(page) -> dict:
    """Who led it, paid for it, took part, and for whom it was."""
    return {
        "funding": [
            {**_term(row.programme), **_values(row.programme, "short", "donor"), "share": row.share}
            for row in page.funding.all()
        ],
        "project_codes": [
            {"raw": row.raw, "normalised": normalise_code(row.raw)}
            for row in page.project_codes.all()
        ],
        "lead_organisation": _lead(page.lead_organisation),
        "partners": [_partner(row) for row in page.partners.all()],
        "prerequisites": _terms(page.prerequisites),
        "target_groups": _terms(page.target_groups),
        "target_groups_note": page.target_groups_note,
        "participation": {"level": page.participation_level, "note": page.participation_note},
        "innovator_name": page.innovator_name,
        "contact": _contact(page),
        "inspired_by": _inspiration(page),
    }


def _evidence(page) -> dict:
    """What backs it and what can be taken away."""
    return {
        "events": [_event(row) for row in page.events.all()],
        "publications": [
            _values(row, "title", "kind", "issues", "print_run", "url") | {"file": _file(row.file)}
            for row in page.publications.all()
        ],
        "legal_basis": _rows(page.legal_basis, "act", "article"),
        "documents": [_attached_document(row) for row in page.documents.all()],
        "gallery": [_picture(row) for row in page.gallery.all() if row.consent],
        "sources": _rows(page.sources, "title", "publisher", "url", "read"),
    }


def _rights(page) -> dict:
    licence = Licence(page.licence)
    return {
        "licence": {
            "code": licence.value,
            "name": str(licence.label),
            "url": LICENCE_URLS[licence],
        },
        "editor_note": page.editor_note,
        "legacy": _legacy(page),
    }


def facets(document: dict) -> list[tuple[str, str]]:
    """Return the sorted (facet, value) pairs by which the record of `document` is listed."""
    pairs = set()
    for theme in document["themes"]:
        pairs.add(("theme", theme["slug"]))
        if theme["parent"]:
            pairs.add(("theme", theme["parent"]))
    for municipality in document["municipalities"]:
        pairs.add(("municipality", municipality["code"]))
        pairs.add(("oblast", municipality["oblast"]["code"]))
        pairs.add(("region", municipality["region"]["code"]))
        if municipality["size_band"]:
            pairs.add(("size_band", municipality["size_band"]))
    pairs |= {("year", str(year)) for year in document["period"]["years"]}
    pairs |= {("funding", programme["slug"]) for programme in document["funding"]}
    pairs |= {(name, document[name]) for name in ("kind", "stage") if document[name]}
    if document["cost"] and document["cost"]["eur"]:
        pairs.add(("cost", cost_band(Decimal(document["cost"]["eur"]))))
    if any(map(is_measured_result, document["measures"])):
        pairs.add(("has", "measured_results"))
    if "documents" not in document["completeness"]["gaps"]:
        pairs.add(("has", "documents"))
    if any(p["kind"] == OrganisationKind.FOREIGN_MUNICIPALITY for p in document["partners"]):
        pairs.add(("has", "foreign_partner"))
    return sorted(pairs)


def file_paths(document: dict) -> list[str]:
    """Return the sorted storage paths that the record of `document` makes public."""
    files = [row["file"] for row in document["documents"] + document["publications"]]
    paths = {file["path"] for file in files if file}
    paths |= {path for picture in document["gallery"] for path in picture["paths"]}
    return sorted(paths)


def _html(value: str) -> str:
    """Rich text as clean HTML; an editor that holds only empty paragraphs is empty."""
    html = nh3.clean(
        expand_db_html(value or ""),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()
    return html if nh3.clean(html, tags=set()).strip() else ""


def _values(row, *names: str) -> dict:
    return {name: getattr(row, name) for name in names}


def _rows(manager, *names: str) -> list[dict]:
    return [_values(row, *names) for row in manager.all()]


def _term(term) -> dict:
    return _values(term, "slug", "name_bg", "name_en")


def _terms(manager) -> list[dict]:
    return [_term(t) for t in sorted(manager.all(), key=lambda t: (t.order, t.name_bg))]


def _theme(theme) -> dict:
    parent = theme.parent
    return _term(theme) | {
        "parent": parent.slug if parent else None,
        "parent_name_bg": parent.name_bg if parent else "",
        "parent_name_en": parent.name_en if parent else "",
    }


def _municipality(municipality) -> dict:
    oblast = municipality.oblast
    return {
        **_values(municipality, "code", "ekatte", "name_bg", "name_en", "slug"),
        "oblast": _values(oblast, "code", "name_bg", "name_en", "slug"),
        "region": _values(oblast.region, "code", "name_bg", "name_en"),
        "size_band": municipality.size_band.value if municipality.size_band else "",
        **_values(municipality, "population", "population_year"),
    }


def _population(page, municipalities: list[dict]) -> int | None:
    """People the cost is shared by; None where one is unknown or the list is not whole."""
    figures = [m["population"] for m in municipalities]
    claimed = page.municipalities_claimed
    whole = claimed is None or claimed == len(municipalities)
    return sum(figures) if figures and all(figures) and whole else None


def _period(page) -> dict:
    first = page.start_year or page.end_year
    last = page.end_year or (page.start_year if not page.ongoing else None)
    if page.ongoing and first and last is None:
        last = page.first_publication.year
    return {
        "start": _year_month(page.start_year, page.start_month),
        "end": _year_month(page.end_year, page.end_month),
        "ongoing": page.ongoing,
        "duration_months": page.duration_months,
        "years": list(range(first, max(first, last or first) + 1)) if first else [],
    }


def _year_month(year: int | None, month: int | None) -> str | None:
    if year is None:
        return None
    return f"{year}-{month:02d}" if month else str(year)


def _money(amount, currency, name, year, note, population) -> dict | None:
    if amount is None:
        return None
    money = Money(amount, currency, year)
    euro, each = money.in_euro(), money.per_inhabitant(population)
    return {
        "amount": f"{Decimal(amount):.2f}",
        "currency": currency,
        "currency_name": name,
        "year": year,
        "note": note,
        "eur": None if euro is None else str(euro),
        "eur_per_inhabitant": None if each is None else str(each),
    }


def _lead(organisation) -> dict | None:
    if organisation is None:
        return None
    return _organisation(organisation) | {"website": organisation.website}


def _organisation(organisation) -> dict:
    return {"name": organisation.name_bg, "name_en": organisation.name_en} | _values(
        organisation, "kind", "country"
    )


def _partner(row) -> dict:
    return _organisation(row.organisation) | {"role": row.role}


def _event(row) -> dict:
    return _values(row, "name", "kind", "participants", "note") | {
        "start": row.start or None,
        "end": row.end or None,
    }


def _attached_document(row) -> dict:
    return _values(row, "title", "kind", "editable", "licence", "adopted_by", "url") | {
        "adopted_on": row.adopted_on or None,
        "file": _file(row.file),
    }


def _file(attachment) -> dict | None:
    if attachment is None:
        return None
    return {
        "path": attachment.file.name,
        "url": attachment.file.url,
        "size": attachment.get_file_size() or 0,
        "extension": attachment.file_extension.lower(),
    }


def _picture(row) -> dict:
    large = row.image.get_rendition(LARGE_PICTURE)
    small = row.image.get_rendition(SMALL_PICTURE)
    return _values(row, "alt", "author", "caption") | {
        "url": large.file.url,
        "width": large.width,
        "height": large.height,
        "thumb_url": small.file.url,
        "thumb_width": small.width,
        "thumb_height": small.height,
        "paths": [large.file.name, small.file.name],
    }


def _contact(page) -> dict:
    shown = page.contact_consent
    return {
        "organisation": page.contact_organisation,
        "phone": page.contact_phone if shown else "",
        "fax": page.contact_fax if shown else "",
        "has_email": bool(page.contact_email),
    }


def _inspiration(page) -> dict | None:
    origin = page.inspired_by
    # An archived origin still answers at its address.
    public = origin is not None and (origin.live or origin.expired)
    if not page.inspiration or not (public or page.inspired_by_text):
        return None
    return {
        "relation": page.inspiration,
        "text": page.inspired_by_text or Truncator(origin.title).chars(250),
        "pid": origin.pid if public else "",
        "url": _address(origin) if public else "",
    }


def _legacy(page) -> dict | None:
    if not page.legacy_source:
        return None
    published = page.legacy_published_on
    return {
        "source": page.legacy_source,
        "url": page.legacy_url,
        "published_on": published.isoformat() if published else None,
        "nominations": page.legacy_nominations,
    }


def _address(page) -> str:
    with override(page.locale.language_code):
        return reverse("practice_detail", args=[page.slug])
