"""What an editors' page of text gets on its way to the reader."""

import re
from html import unescape

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

register = template.Library()

_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_OPERATOR = re.compile(r"\[\[(operator|email)\]\]")


@register.filter
def anchored(html: str) -> SafeString:
    """Give every <h2> without an id one made of its words, so that it can be linked to."""

    def with_id(found: re.Match) -> str:
        anchor = slugify(unescape(strip_tags(found[1])), allow_unicode=True)
        return format_html('<h2 id="{}">{}</h2>', anchor, mark_safe(found[1]))

    return mark_safe(_HEADING.sub(with_id, str(html)))


@register.filter
def headings(html: str) -> list[tuple[str, str]]:
    """Return (anchor, words) of every anchored <h2>, for a list of contents."""
    found = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', str(html), re.DOTALL)
    return [(anchor, unescape(strip_tags(words))) for anchor, words in found]


@register.filter
def with_operator(html: str) -> SafeString:
    """Put who runs the site, and how to reach them, where the text says [[operator]], [[email]]."""
    words = {"operator": _operator(), "email": _email()}
    text = _OPERATOR.sub(lambda found: words[found[1]], str(html))
    # A sentence may begin with the name.
    text = re.sub(r"(<p>)(\w)", lambda found: found[1] + found[2].upper(), text)
    return mark_safe(text)


def _operator() -> str:
    return conditional_escape(settings.SITE_OPERATOR or _("the team of the site"))


def _email() -> str:
    if settings.SITE_EMAIL:
        return format_html('<a href="mailto:{0}">{0}</a>', settings.SITE_EMAIL)
    return format_html('<a href="{}">{}</a>', reverse("propose"), _("the form for proposals"))
