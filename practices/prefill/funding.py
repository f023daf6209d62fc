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
    r"|плат|отпусн|спечел|одобрен|по\sпрограма|проект|издържа|\bлв\b|лева|евро|\bдаде|отдели|принос|участие|пълни\sот|схема|спонсор|донор",
    re.I,
)
_TANGENT = re.compile(
    r"\bиска\sда|ще\sтърси|(?:друг\w*|следващ\w*|нов\w*|предстоящ\w*|бъдещ\w*)\s(?:проект|кандидат)|ще\sкандидатства"
    r"|кандидатства(?:ме|хме)?\s|подготвя\w*\s(?:се\s)?(?:и\s)?(?:нов|втор|друг)|след\sкрая\sна|всяка\sгодина"
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
            if _is_free(match.span(), taken) and _speaks_of_money(source, match):
                taken.append(match.span())
                found.append(_proposal(source, match.span(), slug))
    for pattern in OTHERS:
        for match in pattern.finditer(source.plain):
            span = match.span("name")
            if _is_free(span, taken) and _speaks_of_money(source, match):
                taken.append(span)
                found.append(_proposal(source, span, ""))
    return _once(sorted(found, key=lambda p: p.start))


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
