"""How the pages of a proposal say a day."""

from datetime import datetime

from django import template
from django.utils import timezone

from practices.wording import date_text

register = template.Library()


@register.filter
def day(moment: datetime | None) -> str:
    """Return „9 юни 2016 г.“ for a moment, in the site's time zone; "" for None."""
    return date_text(timezone.localdate(moment)) if moment else ""
