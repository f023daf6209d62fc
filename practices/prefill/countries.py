"""Countries as texts name them: the name and the stem of the adjective, with the ISO code."""

import re

_ROWS = """
испан Испания ES|гръцк Гърция GR|румънск Румъния RO|норвежк Норвегия NO|холандск Холандия NL
нидерландск Нидерландия NL|италианск Италия IT|хърватск Хърватия HR|хърватск Хърватска HR|австрийск Австрия AT|германск Германия DE
немск Германия DE|френск Франция FR|белгийск Белгия BE|чешк Чехия CZ|словашк Словакия SK
словенск Словения SI|унгарск Унгария HU|сръбск Сърбия RS|македонск Македония MK|турск Турция TR
албанск Албания AL|португалск Португалия PT|британск Великобритания GB|английск Англия GB
шотландск Шотландия GB|шведск Швеция SE|финландск Финландия FI|финск Финландия FI|датск Дания DK
швейцарск Швейцария CH|американск САЩ US|литовск Литва LT|латвийск Латвия LV|естонск Естония EE
ирландск Ирландия IE|кипърск Кипър CY|малтийск Малта MT|исландск Исландия IS|украинск Украйна UA
молдовск Молдова MD|руск Русия RU|японск Япония JP|китайск Китай CN|черногорск Черна\\sгора ME
босненск Босна\\sи\\sХерцеговина BA|грузинск Грузия GE|израелск Израел IL|полск Полша PL|каталунск Каталуния ES
люксембургск Люксембург LU|лихтенщайнск Лихтенщайн LI
"""
_TABLE = [row.split() for row in _ROWS.replace("\n", "|").split("|") if row.strip()]

# „полски“ is also of fields (Полски Тръмбеш), „американски“ of nothing else.
ADJECTIVE = "|".join(f"[{s[0].upper()}{s[0]}]{s[1:]}" for s, _, _ in _TABLE)
COUNTRIES = "(?:" + "|".join(dict.fromkeys(name for _, name, _ in _TABLE)) + "|Северна\\sМакедония)"


def country_of(words: str) -> str:
    """Return the ISO code of a country's name or adjective, "" for none."""
    low = words.lower()
    for stem, name, code in _TABLE:
        if low.startswith(stem) or re.search(name.lower(), low):
            return code
    return ""
