"""JSON-LD: what search engines may know about a page, and nothing that is not on it."""

import json
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from practices import wording
from practices.reading import permanent_address

# The same three that Django's json_script escapes: no text can close the script element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def of_site() -> dict:
    """Return the WebSite with its search."""
    target = settings.SITE_URL + reverse("search") + "?q={query}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": settings.SITE_URL + reverse("home"),
        "inLanguage": get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=query",
        },
    }


def of_practice(document: dict, updated: datetime) -> dict:
    """Return the Article of a practice; what the record does not know is left out."""
    lead = document["lead_organisation"]
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": document["title"],
        "abstract": document["summary"],
        "identifier": document["pid"],
        "url": settings.SITE_URL + document["url"],
        "sameAs": permanent_address(document["pid"]),
        "inLanguage": document["language"],
        "datePublished": document["first_published_on"],
        "dateModified": updated.date().isoformat(),
        "license": document["licence"]["url"],
        "isAccessibleForFree": True,
        "wordCount": _words(document),
        "about": [wording.name_of(theme) for theme in document["themes"]],
        "temporalCoverage": _coverage(document["period"]),
        "spatialCoverage": [_place(place) for place in document["municipalities"]],
        "sourceOrganization": {"@type": "Organization", "name": lead["name"]} if lead else None,
        "author": _author(document),
        "isBasedOn": [source["url"] for source in document["sources"] if source["url"]],
        "image": [settings.SITE_URL + picture["url"] for picture in document["gallery"]],
        "isPartOf": {
            "@type": "WebSite",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": settings.SITE_URL,
        },
        "publisher": _publisher(),
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def script(data: dict) -> SafeString:
    """Return the data as a <script> element that no text inside it can close."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _words(document: dict) -> int:
    html = " ".join(document[name] for name in ("background", "practice", "results"))
    return len(strip_tags(html).split())


def _coverage(period: dict) -> str:
    if not period["start"]:
        return period["end"] or ""
    if period["ongoing"]:
        return f"{period['start']}/.."
    return f"{period['start']}/{period['end']}" if period["end"] else period["start"]


def _place(place: dict) -> dict:
    return {
        "@type": "AdministrativeArea",
        "name": wording.name_of(place),
        "containedInPlace": {
            "@type": "AdministrativeArea",
            "name": wording.name_of(place["oblast"]),
        },
        "addressCountry": "BG",
    }


def _author(document: dict) -> dict | None:
    # A person or an organisation: the record does not say which, so neither do we.
    name = document["innovator_name"]
    return {"@type": "Thing", "name": name} if name else None


def _publisher() -> dict | None:
    name = settings.SITE_OPERATOR
    return {"@type": "Organization", "name": name} if name else None
