"""The boxes of a filter, written at once: a page has two hundred, and templates are slow at that."""

from collections.abc import Iterable
from html import escape  # Django's own does the same, four times slower

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from search.facets import Option

register = template.Library()


@register.simple_tag
def boxes(facet: str, options: Iterable[Option]) -> SafeString:
    """Return the labelled check boxes of a facet's values; narrower ones are folded below theirs.

    They belong to the form of the search box, wherever on the page they stand.
    """
    said = escape(facet)
    return mark_safe("\n".join(_with_narrower(said, option) for option in options))


def _with_narrower(facet: str, option: Option) -> str:
    if not option.narrower:
        return _box(facet, option)
    said = escape(_("Narrower than “%(name)s”") % {"name": option.name})
    return (
        f'<div class="branch">{_box(facet, option)}'
        f"<details{' open' if option.unfolded else ''}>"
        f'<summary><span class="visually-hidden">{said}</span></summary>'
        f"{''.join(_box(facet, narrower) for narrower in option.narrower)}</details></div>"
    )


def _box(facet: str, option: Option) -> str:
    return (
        f'<label><input type="checkbox" name="{facet}" value="{escape(option.value)}"'
        f' form="search-form"{" checked" if option.chosen else ""}>'
        f' <span>{escape(option.name)}</span> <span class="count">{option.count}</span></label>'
    )
