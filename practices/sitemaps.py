"""What search engines are told about: records, lists of them, pages of text; with hreflang."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import override

from practices.listing import counts, visible
from practices.models.pages import StandardPage
from practices.models.published import PracticeRecord
from practices.models.register import Municipality, Oblast

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class TranslatedSitemap(Sitemap):
    """Items are dicts with `address` and `translations` ({language: address})."""

    def location(self, item: dict) -> str:
        return item["address"]

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        """Add hreflang links to the entries that have more than one language."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            item = url["item"]
            root = url["location"].removesuffix(item["address"])
            if len(item["translations"]) > 1:
                url["alternates"] = [
                    {"lang_code": code, "location": root + address}
                    for code, address in item["translations"].items()
                ]
        return urls


class RecordSitemap(TranslatedSitemap):
    """Live records; each names its translations, where they exist."""

    def items(self) -> list[dict]:
        rows = PracticeRecord.objects.live().order_by("pid", "language")
        found = list(rows.values("pid", "language", "slug", "published_at"))
        translations: dict[str, dict[str, str]] = {}
        for row in found:
            row["address"] = _prefixed(row["language"], f"/praktiki/{row['slug']}/")
            translations.setdefault(row["pid"], {})[row["language"]] = row["address"]
        return [row | {"translations": translations[row["pid"]]} for row in found]

    def lastmod(self, item: dict):
        return item["published_at"]


class ListSitemap(TranslatedSitemap):
    """Home and the lists that have something in them, in both languages."""

    def items(self) -> list[dict]:
        shown = counts(visible(settings.LANGUAGE_CODE), ("theme", "oblast", "municipality", "year"))
        names = ["home", "practice_list", "theme_list", "place_list", "year_list", "propose"]
        wanted = [(name, []) for name in names]
        wanted += [("theme_detail", [slug]) for slug in sorted(shown["theme"])]
        oblasti = Oblast.objects.filter(code__in=shown["oblast"])
        wanted += [("oblast_detail", [oblast.slug]) for oblast in oblasti]
        places = Municipality.objects.filter(code__in=shown["municipality"])
        wanted += [
            ("municipality_detail", [place.oblast.slug, place.slug])
            for place in places.select_related("oblast")
        ]
        wanted += [("year_detail", [int(year)]) for year in sorted(shown["year"])]
        return [item for name, arguments in wanted for item in _in_both(name, arguments)]


class TextSitemap(TranslatedSitemap):
    """Criteria, about, accessibility, privacy."""

    def items(self) -> list[dict]:
        pages = StandardPage.objects.live().select_related("locale")
        rows = pages.values("slug", "locale__language_code", "translation_key").annotate(
            changed=Max("last_published_at")
        )
        found = [
            {
                "address": _prefixed(row["locale__language_code"], f"/{row['slug']}/"),
                "language": row["locale__language_code"],
                "key": row["translation_key"],
                "changed": row["changed"],
            }
            for row in rows.order_by("slug", "locale__language_code")
        ]
        translations: dict = {}
        for row in found:
            translations.setdefault(row["key"], {})[row["language"]] = row["address"]
        return [row | {"translations": translations[row["key"]]} for row in found]

    def lastmod(self, item: dict):
        return item["changed"]


SITEMAPS = {"practices": RecordSitemap, "lists": ListSitemap, "texts": TextSitemap}


def _in_both(name: str, arguments: list) -> list[dict]:
    translations = {}
    for code in LANGUAGES:
        with override(code):
            translations[code] = reverse(name, args=arguments)
    return [{"address": a, "translations": translations} for a in translations.values()]


def _prefixed(language: str, address: str) -> str:
    return address if language == settings.LANGUAGE_CODE else f"/{language}{address}"
