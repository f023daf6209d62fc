"""How the pages of a proposal say a day."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from practices.wording import date_text

register = template.Library()


@register.filter
def day(moment: date | datetime | None) -> str:
    """Return „9 юни 2016 г.“ for a day, or for a moment in the site's time zone; "" for None."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return date_text(moment) if moment else ""
