"""What search engines are told of calls: the public list and every public call."""

from django.urls import reverse
from django.utils.translation import override

from practices.sitemaps import LANGUAGES, TranslatedSitemap
from search.wanted.choices import CallState
from search.wanted.models import Call


class CallSitemap(TranslatedSitemap):
    """The list in both languages; a call in the language it is written in."""

    def items(self) -> list[dict]:
        lists = {code: _address(code, "wanted_list") for code in LANGUAGES}
        found = [{"address": path, "translations": lists} for path in lists.values()]
        shown = Call.objects.filter(state__in=(CallState.OPEN, CallState.ANSWERED))
        for call in shown.order_by("-published_at", "-id"):
            path = _address(call.language, "wanted_detail", call.number)
            translations = {call.language: path}
            found.append(
                {"address": path, "translations": translations, "changed": call.published_at}
            )
        return found

    def lastmod(self, item: dict):
        return item.get("changed")


def _address(language: str, name: str, *arguments: str) -> str:
    with override(language):
        return reverse(name, args=arguments)
