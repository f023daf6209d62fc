"""Numbers of projects and contracts, typed in whatever letters."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.source import Source
from search.bulgarian import codes, normalise_code

FEWEST_DIGITS = 3
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
# A grant code of a programme needs no word before it.
_GRANT = re.compile(r"(?:BG|ROBG|BGRS|BGMK|BGTR|GRBG|RO-BG)[\w]*[-./ ]?[\w]*\d", re.I)
_CUE = re.compile(
    r"(?:проект\w*|договор\w*|споразумени\w+|код\w*|грант\w*|рег|идентификационен|регистрационен"
    r"|ДБФП|БФП|САП|ИСУН)(?:\s(?:за\s[\w\s]{3,60}|на\sпроекта|номер|е|с|под|код|по))*"
    r"\s?[.:,(]?\s?(?:(?:е|с|със)\s)?(?:(?:№|No|номер)\.?\s?)?[:(]?\s?$",
    re.I,
)
_OTHER = re.compile(
    r"(?:решени\w+|заповед\w*|протокол\w*|наредба|закон|чл|тел\w*|факс|стая|ул|бул|обособена"
    r"\sпозиция|поръчк\w*|ПМС|постановлени\w+|регламент\w*|директив\w*)[^.;]{0,25}$",
    re.I,
)


# What is called a number is one, whatever its shape: „Референтен номер: B1.31.04“.
_CALLED = re.compile(
    r"(?:\b(?:[Пп]роект\w{0,3}|[Дд]оговор\w{0,3})(?:\s„[^“\n]{2,120}“)?,?\s\(?(?:с\s)?(?:№|код|номер|рег\.\s?№)"
    r"|\b(?:[Рр]еферентен|[Ии]дентификационен|[Рр]егистрационен)\s(?:номер|код|№)|\b[Нн]омер(?:ът)?\sна\s(?:проекта|договора)(?:\sе)?)"
    r"\s?:?\s?(?:№\s?)?(?P<code>[A-ZА-Я]{0,10}[\w]*(?:[-./][A-ZА-Я\d][\w]*){1,7})"
)


def project_codes(source: Source) -> list[Proposal]:
    """Propose the numbers that the text calls a project's or a contract's, each once."""
    found: dict[str, Proposal] = {}
    for code in codes(source.text):
        raw = source.text[code.start : code.end]
        before = source.before(code.start, 100)
        latin = code.normalised.startswith(("BG", "ROBG"))
        if _OTHER.search(before) and not latin:
            continue
        if (latin and _GRANT.match(code.normalised) and len(code.normalised) > 7) or _CUE.search(
            before
        ):
            found.setdefault(
                code.normalised,
                Proposal(
                    "project_codes", raw, code.start, code.end, source.sentence_at(code.start)
                ),
            )
    for match in _CALLED.finditer(source.plain):
        start, end = match.span("code")
        raw = source.text[start:end]
        taken = any(p.start < end and start < p.end for p in found.values())
        if (
            not taken
            and sum(c.isdigit() for c in raw) >= FEWEST_DIGITS
            and not _DATE.fullmatch(raw)
        ):
            found.setdefault(
                normalise_code(raw),
                Proposal("project_codes", raw, start, end, source.sentence_at(start)),
            )
    return sorted(found.values(), key=lambda p: p.start)
