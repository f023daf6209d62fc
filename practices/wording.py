"""How dates, years, money and counts of a record are said in the reader's language. Pure text."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from django.utils.dates import MONTHS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
DASH = "–"
# София-град and Софийска област carry the word in their names.
SAY_THEMSELVES = {"SOF", "SFO"}


def is_english() -> bool:
    return (get_language() or "bg").startswith("en")


def date_text(day: date | str | None) -> str:
    """Return „9 юни 2016 г.“ or "9 June 2016" for a date or its ISO form, "" for None.

    A date known only to the month or the year („2010-07“, „2010“) is said as far as it is known.
    """
    if not day:
        return ""
    if isinstance(day, str):
        if len(day) < len("2010-07-19"):
            return _month(day)
        day = date.fromisoformat(day)
    text = f"{day.day}{NBSP}{_month_name(day.month)}{NBSP}{day.year}"
    return text if is_english() else f"{text}{NBSP}г."


def dates_text(start: str | None, end: str | None) -> str:
    """Return one date or a range, with what the two share said once: „19–23 юли 2010 г.“."""
    if not start or not end or start == end:
        return date_text(start or end)
    if len(start) == len(end) == len("2010"):
        return f"{start}{DASH}{end}"
    same_month = start[:7] == end[:7] and len(start) == len(end) == len("2010-07-19")
    if same_month:
        return f"{int(start[8:])}{DASH}{date_text(end)}"
    return f"{date_text(start)} {DASH} {date_text(end)}"


def period_text(period: dict) -> str:
    """Return when a practice ran: „2016–2020“, „от 2018 г., продължава“, „12 месеца“ or ""."""
    start, end, months = period["start"], period["end"], period["duration_months"]
    if start and end and start != end:
        if "-" in start or "-" in end:
            return f"{_month(start)} {DASH} {_month(end)}"
        return f"{start}{DASH}{end}"
    if start and period["ongoing"]:
        return _("since %(start)s, still running") % {"start": _month(start)}
    if start or end:
        return _month(start or end)
    if months:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return _("still running") if period["ongoing"] else ""


def years_text(period: dict) -> str:
    """Return the years alone, for a list: „2016–2020“, „2018“ or ""."""
    years = period["years"]
    if not years:
        return ""
    if period["ongoing"]:
        return _("since %(start)s") % {"start": years[0]}
    return f"{years[0]}{DASH}{years[-1]}" if years[-1] != years[0] else str(years[0])


def number_text(number: int | Decimal | str, places: int = 0) -> str:
    """Return a number with its thousands apart: „48 300“, „0,05“; "48,300", "0.05"."""
    number = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number:,f}"
    if is_english():
        return text
    return text.replace(",", NBSP).replace(".", ",")


def amount_text(amount: str, currency: str, currency_name: str = "") -> str:
    """Return an amount as its source gives it, in its own currency, cents only where there are."""
    value = Decimal(amount)
    number = number_text(value, 0 if value == value.to_integral_value() else 2)
    names = {
        "EUR": "EUR",
        "BGN": _("leva"),
        "BGL": _("old leva"),
        "USD": "USD",
    }
    return f"{number}{NBSP}{names.get(currency, currency_name)}".strip()


def euro_text(eur: str) -> str:
    """Return euro without cents from 100 up, with cents below."""
    value = Decimal(eur)
    return f"{number_text(value, 0 if value >= 100 or value == int(value) else 2)}{NBSP}EUR"


def money_text(money: dict | None) -> str:
    """Return the price in one line: euro first, the original beside it; "" for None."""
    if money is None:
        return ""
    original = original_text(money)
    if money["currency"] == "EUR" or money["eur"] is None:
        return original
    return f"{euro_text(money['eur'])} ({original})"


def price_text(money: dict | None) -> str:
    """Return the price for a list: euro where an honest rate exists, else as it was given."""
    if money is None:
        return ""
    if money["eur"] is not None:
        return euro_text(money["eur"])
    return original_text(money)


def original_text(money: dict) -> str:
    """Return the amount exactly as it was given, whatever it is in euro."""
    return amount_text(money["amount"], money["currency"], money["currency_name"])


def practices_text(count: int) -> str:
    """Return „1 практика“, „98 практики“."""
    return ngettext("%(n)s practice", "%(n)s practices", count) % {"n": number_text(count)}


def places_text(document: dict, most: int = 3) -> str:
    """Return where: the names, or how many municipalities when they are more than `most`."""
    names = [name_of(place) for place in document["municipalities"]]
    if not names:
        claimed = document["municipalities_claimed"]
        return _municipalities(claimed) if claimed else document["municipalities_note"]
    if len(names) > most:
        return _municipalities(max(len(names), document["municipalities_claimed"] or 0))
    return _listed(names)


def oblasti_text(document: dict) -> str:
    """Return the oblasti of a record, each once: „обл. Смолян“, „области Ямбол и Сливен“ or ""."""
    oblasti = {m["oblast"]["code"]: name_of(m["oblast"]) for m in document["municipalities"]}
    if not oblasti or len(oblasti) > 3:
        return ""
    names = list(oblasti.values())
    if len(names) == 1:
        return (
            names[0]
            if set(oblasti) <= SAY_THEMSELVES
            else _("%(name)s oblast") % {"name": names[0]}
        )
    return _("%(names)s oblasti") % {"names": _listed(names)}


def name_of(row: dict) -> str:
    """Return the name of a register or taxonomy row inside a document, in the reader's language."""
    return (is_english() and row.get("name_en")) or row.get("name_bg") or row.get("name", "")


def country_text(country: str) -> str:
    """Return the name of a foreign country for its ISO code; words as they are, "" for Bulgaria."""
    if country == "BG":
        return ""
    return Locale.parse(get_language() or "bg").territories.get(country, country)


def size_text(size: int) -> str:
    """Return the size of a file: „120 KB“, „1,4 MB“."""
    if size < 1024 * 1024:
        return f"{number_text(max(1, round(size / 1024)))}{NBSP}KB"
    return f"{number_text(Decimal(size) / (1024 * 1024), 1)}{NBSP}MB"


def keep_together(text: str) -> str:
    """Bind what a line end must not part: по-добър, № 5, 2016 г., a number and its unit."""
    for prefix in ("по", "най", "По", "Най"):
        text = text.replace(f" {prefix}-", f" {prefix}\u2011")
        if text.startswith(f"{prefix}-"):
            text = f"{prefix}\u2011{text[len(prefix) + 1 :]}"
    return text.replace("№ ", f"№{NBSP}").replace(" г.", f"{NBSP}г.").replace(" – ", f"{NBSP}– ")


def _month(value: str) -> str:
    """„2010-07“ → „юли 2010 г.“; „2010“ → „2010 г.“."""
    year, _dash, month = value.partition("-")
    text = f"{_month_name(int(month))}{NBSP}{year}" if month else year
    return text if is_english() else f"{text}{NBSP}г."


def _month_name(month: int) -> str:
    """Django's Bulgarian catalogue writes months with a capital; Bulgarian does not."""
    return str(MONTHS[month]) if is_english() else str(MONTHS[month]).lower()


def _municipalities(count: int) -> str:
    return ngettext("%(n)s municipality", "%(n)s municipalities", count) % {"n": count}


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
