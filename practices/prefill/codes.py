"""Numbers of projects and contracts, typed in whatever letters."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.source import Source
from search.bulgarian import codes

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
    return list(found.values())
