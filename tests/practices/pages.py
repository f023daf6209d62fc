"""Practice pages for tests: small, valid, and made as an editor makes them."""

import itertools

from wagtail.models import Locale

from practices.models import Municipality, Organisation, PracticeIndexPage, PracticePage, Theme

_numbers = itertools.count(1)
SUMMARY = (
    "Общината събира хранителните отпадъци от домовете в отделни кофи и ги превръща в компост, "
    "който градините на училищата ползват. Депото приема с една пета по-малко."
)


def draft(**fields) -> PracticePage:
    """Return a new draft under the shelf of its language; M2M fields take lists of rows."""
    language = fields.pop("language", "bg")
    related = {
        "municipalities": fields.pop("municipalities", None),
        "themes": fields.pop("themes", None),
    }
    children = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list)}
    number = next(_numbers)
    page = PracticePage(
        **{
            "title": f"Компостиране у дома {number}",
            "slug": f"kompostirane-{number}",
            "summary": SUMMARY,
            "background": "<p>Депото се пълнеше бързо.</p>",
            "practice": "<p>Раздадени бяха кофи и съдове за компост.</p>",
            "results": "<p>Депото приема с една пета по-малко.</p>",
            "live": False,
            "consent": True,
            "lead_organisation": organisation("Община Габрово"),
            **fields,
        }
    )
    for name, rows in children.items():
        setattr(page, name, rows)
    page.municipalities = (
        related["municipalities"]
        if related["municipalities"] is not None
        else [Municipality.objects.get(code="GAB05")]
    )
    page.themes = related["themes"] if related["themes"] is not None else [Theme.objects.first()]
    PracticeIndexPage.objects.get(locale=Locale.objects.get(language_code=language)).add_child(
        instance=page
    )
    return page


def published(**fields) -> PracticePage:
    """Return a live practice; its record is written."""
    page = draft(**fields)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def organisation(name: str, kind: str = "municipality", country: str = "") -> Organisation:
    return Organisation.objects.get_or_create(
        name_bg=name, country=country, defaults={"kind": kind}
    )[0]
