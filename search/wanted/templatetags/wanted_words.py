"""How pages say a call: its day, its places; and the block of the home page."""

from datetime import datetime

from django import template
from django.utils import timezone

from practices.wording import date_text
from search.wanted import listing
from search.wanted.models import Call

register = template.Library()


@register.filter
def day(moment: datetime | None) -> str:
    """Return „9 юни 2016 г.“ for a moment, in the site's time zone; "" for None."""
    return date_text(timezone.localdate(moment)) if moment else ""


@register.filter
def places(call: Call) -> str:
    """Return the municipalities of a call in one line."""
    return listing.places_text(call)


@register.inclusion_tag("wanted/_home_block.html")
def newest_calls() -> dict:
    """Show the newest open calls; nothing where there is none. Two queries at most."""
    return {"calls": list(listing.newest(Call.objects.open())[: listing.ON_HOME])}
