"""RSS of the newest practices, made from records."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from practices import wording
from practices.listing import SORTS, address_of, visible
from practices.models.published import PracticeRecord
from practices.reading import permanent_address

LENGTH = 30


class PracticeFeed(Feed):
    """The newest first; the permanent number is the identity, so a renamed one is not news."""

    description = _("Practices of Bulgarian municipalities, newly published.")
    link = reverse_lazy("practice_list")
    item_guid_is_permalink = True

    def title(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def feed_url(self) -> str:
        return reverse("practice_feed")

    def items(self) -> list[PracticeRecord]:
        return list(visible(get_language()).order_by(*SORTS["newest"])[:LENGTH])

    def item_title(self, item: PracticeRecord) -> str:
        return item.title

    def item_description(self, item: PracticeRecord) -> str:
        return item.document["summary"]

    def item_link(self, item: PracticeRecord) -> str:
        return address_of(item.document, get_language())

    def item_guid(self, item: PracticeRecord) -> str:
        return permanent_address(item.pid)

    def item_pubdate(self, item: PracticeRecord) -> datetime:
        zone = item.published_at.tzinfo
        return datetime.combine(item.first_published_on, time(), zone)

    def item_updateddate(self, item: PracticeRecord) -> datetime:
        return item.published_at

    def item_categories(self, item: PracticeRecord) -> list[str]:
        return [wording.name_of(theme) for theme in item.document["themes"]]
