"""RSS of the open calls."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from search.wanted.listing import newest
from search.wanted.models import Call

LENGTH = 30


class CallFeed(Feed):
    """The newest open calls first; the number in the address is the identity."""

    title = _("Wanted: practices that somebody is looking for")
    description = _("Open calls: somebody is looking for a practice that worked elsewhere.")
    link = reverse_lazy("wanted_list")
    item_guid_is_permalink = True

    def feed_url(self) -> str:
        return reverse("wanted_feed")

    def items(self) -> list[Call]:
        return list(newest(Call.objects.open())[:LENGTH])

    def item_title(self, item: Call) -> str:
        return item.title

    def item_description(self, item: Call) -> str:
        return item.text

    def item_link(self, item: Call) -> str:
        return reverse("wanted_detail", args=[item.number])

    def item_guid(self, item: Call) -> str:
        return f"{settings.SITE_URL}/tarsim-praktika/{item.number}/"

    def item_pubdate(self, item: Call) -> datetime:
        return item.published_at
