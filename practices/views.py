"""Pages on records: home, listings, the practice, its print view, number and JSON."""

from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from practices import counted, featured, listing, ports, structured_data
from practices.map import oblast_map
from practices.models.register import Municipality
from practices.models.taxonomy import Theme
from practices.pids import parse_pid
from practices.reading import (
    Answer,
    answer_to_number,
    answer_to_slug,
    archived,
    practice_context,
    qr_code,
    with_what_others_say,
)

# Shared caches keep a public page for a minute; a browser asks again, so that readers see at once
# what they or an editor changed.
SHARED_SECONDS = 60
NEWEST_ON_HOME = 6
RELATED = 3
# Robots walk facet trees to death: links go two facets deep, deeper is the search form.
MOST_LINKED_FACETS = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language = get_language()
    counts = listing.counts(listing.visible(language), ("theme", "oblast", "municipality"))
    oblasti = counted.oblasti(counts["oblast"])
    week = featured.of_the_week(language, timezone.localdate())
    cards = listing.newest(language, NEWEST_ON_HOME + 1)
    context = {
        "total": listing.visible(language).count(),
        "municipalities": len(counts["municipality"]),
        "week": week,
        "newest": [card for card in cards if not week or card.pid != week.card.pid][
            :NEWEST_ON_HOME
        ],
        "themes": counted.themes(counts["theme"]),
        "oblasti": oblasti,
        "map": oblast_map(oblasti),
        "structured_data": structured_data.script(structured_data.of_site()),
    }
    return _public(render(request, "practices/home.html", context))


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """All practices; ?theme=&oblast=&municipality=&year= narrow, at most two of them as links."""
    values = _facet_values(request)
    sort = request.GET.get("sort", "newest")
    if sort not in listing.SORTS:
        raise Http404
    records = listing.chosen(get_language(), values)
    found = _page(request, records, sort)
    counts = listing.counts(records, ("theme", "oblast", "year"))
    themes = counted.themes(counts["theme"], values)
    oblasti = [] if "municipality" in values else counted.oblasti(counts["oblast"], values)
    context = {
        "listing": found,
        "sort": sort,
        "narrowing": _narrowing(values, themes, oblasti, counted.years(counts["year"], values)),
        "chips": _chips(values, themes, oblasti),
        "noindex": len(values) > MOST_LINKED_FACETS or sort != "newest",
        "search_address": reverse("search"),
    }
    return _public(render(request, "practices/practice_list.html", context))


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    counts = listing.counts(listing.visible(get_language()), ("theme",))["theme"]
    themes = list(Theme.objects.order_by("order", "name_bg"))
    rows = [
        {
            "row": counted.theme(theme, counts),
            "description": _description(theme),
            "children": [
                counted.theme(child, counts) for child in themes if child.parent_id == theme.pk
            ],
        }
        for theme in themes
        if theme.parent_id is None
    ]
    return _public(render(request, "practices/theme_list.html", {"themes": rows}))


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    family = list(Theme.objects.filter(Q(slug=slug) | Q(parent__slug=slug)))
    theme = next((row for row in family if row.slug == slug), None)
    if theme is None:
        raise Http404
    records = listing.chosen(get_language(), {"theme": slug})
    counts = listing.counts(records, ("theme", "oblast"))
    context = {
        "heading": theme.name,
        "lede": _description(theme),
        "trail": [(_("Themes"), reverse("theme_list"))],
        "listing": _page(request, records),
        "narrower": [counted.theme(row, counts["theme"]) for row in family if row.slug != slug],
        "narrower_title": _("More narrowly"),
        "also": [r for r in counted.oblasti(counts["oblast"], {"theme": slug}) if r.count],
        "also_title": _("By oblast"),
    }
    return _public(render(request, "practices/facet_detail.html", context))


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    counts = listing.counts(listing.visible(get_language()), ("oblast", "municipality"))
    oblasti = counted.oblasti(counts["oblast"])
    places = Municipality.objects.select_related("oblast").filter(code__in=counts["municipality"])
    context = {
        "oblasti": oblasti,
        "map": oblast_map(oblasti),
        "municipalities": sorted(
            (counted.municipality(place, counts["municipality"]) for place in places),
            key=lambda row: row.name,
        ),
    }
    return _public(render(request, "practices/place_list.html", context))


@require_safe
def oblast_detail(request: HttpRequest, oblast: str) -> HttpResponse:
    places = list(
        Municipality.objects.select_related("oblast__region").filter(
            oblast__slug=oblast, valid_until=None
        )
    )
    if not places:
        raise Http404
    found = places[0].oblast
    records = listing.chosen(get_language(), {"oblast": found.code})
    counts = listing.counts(records, ("municipality", "theme"))
    rows = [counted.municipality(place, counts["municipality"]) for place in places]
    context = {
        "heading": found.name,
        "lede": _("Oblast in the %(region)s planning region.") % {"region": found.region.name},
        "trail": [(_("Places"), reverse("place_list"))],
        "listing": _page(request, records),
        "narrower": sorted(rows, key=lambda row: row.name),
        "narrower_title": _("Municipalities"),
        "also": [r for r in counted.themes(counts["theme"], {"oblast": found.code}) if r.count],
        "also_title": _("By theme"),
    }
    return _public(render(request, "practices/facet_detail.html", context))


@require_safe
def municipality_detail(request: HttpRequest, oblast: str, municipality: str) -> HttpResponse:
    places = Municipality.objects.select_related("oblast").filter(
        oblast__slug=oblast, slug=municipality
    )
    place = places.first()
    if place is None:
        raise Http404
    records = listing.chosen(get_language(), {"municipality": place.code})
    context = {
        "heading": _("%(name)s municipality") % {"name": place.name},
        "place": place,
        "trail": [
            (_("Places"), reverse("place_list")),
            (place.oblast.name, reverse("oblast_detail", args=[oblast])),
        ],
        "listing": _page(request, records),
        "empty_title": _("No practice from here yet"),
    }
    return _public(render(request, "practices/facet_detail.html", context))


@require_safe
def year_list(request: HttpRequest) -> HttpResponse:
    counts = listing.counts(listing.visible(get_language()), ("year",))["year"]
    context = {"years": counted.years(counts)}
    return _public(render(request, "practices/year_list.html", context))


@require_safe
def year_detail(request: HttpRequest, year: int) -> HttpResponse:
    records = listing.chosen(get_language(), {"year": str(year)})
    found = _page(request, records)
    if not found.total:
        raise Http404
    counts = listing.counts(records, ("theme",))["theme"]
    context = {
        "heading": _("Practices of %(year)s") % {"year": year},
        "lede": _("What was running in that year."),
        "trail": [(_("Years"), reverse("year_list"))],
        "listing": found,
        "also": [row for row in counted.themes(counts, {"year": str(year)}) if row.count],
        "also_title": _("By theme"),
    }
    return _public(render(request, "practices/facet_detail.html", context))


@require_safe
def practice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language()
    answer = answer_to_slug(slug, language)
    record = answer.readable
    if record is None:
        return _not_here(request, answer)
    document = record.document
    pid = document["pid"]
    context = practice_context(document, ports.nomination_counts([pid])[pid])
    context |= {
        "alternates": answer.alternates,
        "untranslated": answer.untranslated,
        "canonical": answer.alternates[document["language"]],
        "updated": record.published_at,
        "archived": archived(record),
        "standing": ports.standing(pid),
        "assessment": ports.assessment(pid),
        "related": listing.cards_of(ports.related(pid, language, RELATED), language),
        "structured_data": structured_data.script(
            structured_data.of_practice(document, record.published_at)
        ),
    }
    return _public(render(request, "practices/practice_detail.html", context))


@require_safe
def practice_print(request: HttpRequest, slug: str) -> HttpResponse:
    answer = answer_to_slug(slug, get_language())
    record = answer.readable
    if record is None:
        return _not_here(request, answer, "practice_print")
    context = practice_context(record.document)
    context |= {
        "qr": qr_code(context["permanent_address"]),
        "canonical": answer.alternates[record.language],
        "archived": archived(record),
        "today": timezone.localdate(),
    }
    return _public(render(request, "practices/print.html", context))


@require_safe
def practice_record(request: HttpRequest, slug: str) -> HttpResponse:
    """The public document itself, as schema/practice-record.json describes it."""
    answer = answer_to_slug(slug, get_language())
    if answer.moved_to:
        return HttpResponsePermanentRedirect(f"{answer.moved_to}zapis.json")
    ascii_off = {"ensure_ascii": False, "indent": 1}
    if answer.withdrawn:
        body = {"pid": answer.withdrawn.pid, "state": "withdrawn", "reason": _reason(answer)}
        return JsonResponse(body, status=410, json_dumps_params=ascii_off)
    if answer.readable is None:
        raise Http404
    response = JsonResponse(with_what_others_say(answer.readable), json_dumps_params=ascii_off)
    # Open data: any page anywhere may read it.
    response["Access-Control-Allow-Origin"] = "*"
    return _public(response)


@require_safe
def practice_number(request: HttpRequest, pid: str) -> HttpResponse:
    number = parse_pid(pid)
    if number is None:
        raise Http404
    return _not_here(request, answer_to_number(number, get_language()))


def _not_here(request: HttpRequest, answer: Answer, name: str = "practice_detail") -> HttpResponse:
    """301 to where it is now, 410 with the reason, or 404."""
    if answer.moved_to:
        tail = "pechat/" if name == "practice_print" else ""
        return HttpResponsePermanentRedirect(f"{answer.moved_to}{tail}")
    if answer.withdrawn:
        context = {"pid": answer.withdrawn.pid, "reason": _reason(answer)}
        return render(request, "practices/gone.html", context, status=410)
    raise Http404


def _facet_values(request: HttpRequest) -> dict[str, str]:
    """Return {facet: value} of the address; bounded before the database sees it."""
    values = {name: request.GET.get(name, "").strip() for name in listing.FACETS}
    if any(len(value) > 60 or "\0" in value for value in values.values()):
        raise Http404
    return {name: value for name, value in values.items() if value}


def _narrowing(values: dict[str, str], themes, oblasti, years) -> list[tuple[str, list]]:
    """Return (title, rows) of the facets that may still be chosen: none from two on."""
    if len(values) >= MOST_LINKED_FACETS:
        return []
    facets = [("theme", _("Themes"), themes), ("oblast", _("Oblasti"), oblasti)]
    facets.append(("year", _("Years"), years))
    shown = [
        (title, [row for row in rows if row.count])
        for facet, title, rows in facets
        if facet not in values
    ]
    return [(title, rows) for title, rows in shown if rows]


def _chips(values: dict[str, str], themes, oblasti) -> list[tuple[str, str]]:
    """Return (name of what is chosen, address without it)."""
    names = {("theme", row.code): row.name for row in themes}
    names |= {("oblast", row.code): row.name for row in oblasti}
    if "municipality" in values:
        places = Municipality.objects.filter(code=values["municipality"])
        names |= {("municipality", place.code): place.name for place in places}
    return [
        (
            names.get((facet, value), value),
            counted.list_address({name: v for name, v in values.items() if name != facet}),
        )
        for facet, value in values.items()
    ]


def _description(theme: Theme) -> str:
    """The sentence under a theme, in the reader's language; Bulgarian where English is missing."""
    if get_language() == "en" and theme.description_en:
        return theme.description_en
    return theme.description_bg


def _reason(answer: Answer) -> str:
    return _(answer.withdrawn.reason) if answer.withdrawn.reason else ""


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
    return response


def _page(request: HttpRequest, records, sort: str = "newest") -> listing.Listing:
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404
    found = listing.page_of(records, int(number), sort)
    if found is None:
        raise Http404
    return found
