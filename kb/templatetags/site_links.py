"""Links that every page carries: the same page in the other language, the current section."""

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context) -> list[dict]:
    """Return [{code, name, url, current, missing}] for this page in every language of the site.

    A view whose addresses differ by more than the prefix puts `alternates` ({code: path}) into
    its context, and `untranslated` (codes) when the text there is in another language, so that
    no hreflang promises a translation that does not exist. Pages without a request (a failing
    server) get no links.
    """
    request = context.get("request")
    if request is None:
        return []
    alternates = context.get("alternates") or {}
    current = get_language()
    # Two slashes at the beginning would name a host: somebody else's, or none („//[“ is an error).
    path = "/" + request.path.lstrip("/")
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": alternates.get(code) or translate_url(path, code),
            "current": code == current,
            "missing": code in (context.get("untranslated") or ()),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def current_section(context, address: str) -> str:
    """Return "page" on the address itself, "true" below it, "" elsewhere (for aria-current)."""
    request = context.get("request")
    if request is None:
        return ""
    if request.path == address:
        return "page"
    return "true" if request.path.startswith(address) else ""


@register.simple_tag
def content_address(slug: str) -> str:
    """Return the address of an editors' page (criteria, about …) in the current language."""
    prefix = "" if get_language() == settings.LANGUAGE_CODE else f"/{get_language()}"
    return f"{prefix}/{slug}/"
