"""Programmes and donors: those of the register by their names, others by how they are named."""

import re
from functools import cache

from practices.prefill import money
from practices.prefill.programmes import OTHERS, REGISTERED
from practices.prefill.proposal import Proposal
from practices.prefill.source import Source
from practices.registers import read as register

# Words that make a sentence one about where money came from.
PAID = re.compile(
    r"финанс|съфинанс|средства|бюджет|грант|безвъзмездн|дар(?:и|ен)|осигур|стойност|подкреп|помощ"
    r"|плат|\bпари|вложен|усвоен|струва|инвестиц|заем|кредит|субсиди|трансфер|отпусн|спечел|одобрен|по\s„?програма|проект|издържа|\bлв\b|лева|евро|\bдаде|отдели|принос|участие|пълни\sот|схема|спонсор|донор",
    re.I,
)
_TANGENT = re.compile(
    r"\bиска\sда|ще\sтърси|(?:друг\w*|следващ\w*|нов\w*|предстоящ\w*|бъдещ\w*)\s(?:проект|кандидат)|ще\sкандидатства"
    r"|кандидатства(?:ме|хме)?\s|подготвя\w*\s(?:се\s)?(?:и\s)?(?:нов|втор|друг)|след\sкрая\sна|всяка\sгодина"
    r"|[Сс]ледващ\w*\s(?:стъпка|етап|цел)|не\sе\sодобрен|не\sбеше\sодобрен|отхвърлен|ще\sсе\sтърс|кани\sсе|надява\w?\sсе|очаква(?:т|ме)?\s(?:се\s)?(?:отговор|одобрен|финансир)"
    r"|от\sдруг\w*\sпроект|отделен\sпроект|някогашн|преди\sгодини",
    re.I,
)


@cache
def _registered() -> dict[str, dict[str, str]]:
    return {row["slug"]: row for row in register("programmes")}


def funding(source: Source) -> list[Proposal]:
    """Propose every programme and donor once, with the share that stands beside it."""
    found: list[Proposal] = []
    taken: list[tuple[int, int]] = []
    for slug, pattern in REGISTERED:
        for match in pattern.finditer(source.plain):
            span = _named(match)
            if _is_free(span, taken) and _speaks_of_money(source, match):
                taken.append(span)
                found.append(_proposal(source, span, slug))
    for pattern in OTHERS:
        for match in pattern.finditer(source.plain):
            span = match.span("name")
            if not _is_named_as_source(source, span):
                continue
            if _is_free(span, taken) and _speaks_of_money(source, match):
                taken.append(span)
                if not _is_short_form(source, span, taken):
                    found.append(_proposal(source, span, ""))
    return _once(sorted(found, key=lambda p: p.start))


_SOURCE_BEFORE = re.compile(
    r"(?:\b(?:[Пп]о|[Оо]т|[Кк]ъм|[Чч]рез|[Сс]понсор\sе|за\sсметка\sна|с\sподкрепата\sна|[Сс]редства\sна|пари\sна|\bи|[Нн]а|[Сс]ъс|[Сс]|[Вв]\sрамките\sна|безвъзмездна\sпомощ\sпо|осигури(?:ха)?|даде|даден\w?)\s(?:линия\sна\s|новата\s|(?:европейския\s)?фонд\w{0,2}\s)?"
    r"|[-:,(]\s?|[Пп]о\s„|^)$"
)
_NOT_SOURCE = re.compile(
    r"наград\w*|отличи\w*|добри\sпрактики|появява|прие\b|приета|създад\w*", re.I
)


def _is_named_as_source(source: Source, span: tuple[int, int]) -> bool:
    """Whether a programme that no register knows is named as where money came from.

    A municipality's own programme is as often the practice itself, and it stands in the title.
    """
    if source.plain[span[0] : span[0] + 6].lower() == "фондац":
        return True  # its pattern asks for the giving
    if source.paragraphs and span[0] < source.paragraphs[0][1]:
        return False
    if _NOT_SOURCE.search(source.before(span[0], 60)) or _NOT_SOURCE.match(
        source.after(span[1], 30).strip()
    ):
        return False
    return bool(_SOURCE_BEFORE.search(source.before(span[0], 30)))


def _named(match: re.Match[str]) -> tuple[int, int]:
    """Return the place of the source itself within words that show what it is."""
    return match.span(match.lastgroup) if match.lastgroup else match.span()


def _is_short_form(source: Source, span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a name in brackets only repeats the one before them: „Детския фонд … (УНИЦЕФ)“."""
    before = source.plain[max(0, span[0] - 3) : span[0]]
    return before.endswith("(") and any(0 < span[0] - end <= len(before) for _, end in taken)


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)


def _speaks_of_money(source: Source, match: re.Match[str]) -> bool:
    start, end = source.sentence_at(match.start())
    around = source.plain[max(start, match.start() - 250) : min(end, match.end() + 200)]
    return bool(PAID.search(around)) and not _TANGENT.search(around)


def _proposal(source: Source, span: tuple[int, int], slug: str) -> Proposal:
    row = _registered().get(slug, {})
    share = money.share_beside(source, span)
    start, end = (min(span[0], share[0]), max(span[1], share[1])) if share else span
    value = {
        "programme": slug,
        "name": row.get("name_bg") or source.text[slice(*span)],
        "donor": row.get("donor", ""),
        "share": source.text[slice(*share)] if share else "",
    }
    return Proposal("funding", value, start, end, source.sentence_at(span[0]))


def _once(proposals: list[Proposal]) -> list[Proposal]:
    """Keep the first mention of each, or the first that names a share."""
    kept: dict[str, Proposal] = {}
    for proposal in proposals:
        key = proposal.value["programme"] or proposal.value["name"].lower()
        if key not in kept or (proposal.value["share"] and not kept[key].value["share"]):
            kept[key] = proposal
    return sorted(kept.values(), key=lambda p: p.start)
