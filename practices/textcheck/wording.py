"""How it is said: sentences too long, texts too long or too hollow, praise without a measure."""

import re
from collections.abc import Iterator

from practices.textcheck.passages import Passage, Sentence
from practices.textcheck.remarks import Remark, remark

LONGEST_SENTENCE = 45  # words
LIMITS = {
    "title": 120, "lead_text": 600, "summary": 300, "problem_line": 200, "background": 3000,
    "practice": 6000, "results": 3000,
}  # fmt: skip
_TOLD = {"lead_text", "summary", "problem_line", "background", "practice", "results"}
# A hollow text: so many words at least, every fifth of them general, a fact in every third sentence
# at most.
HOLLOW_FROM = 25
GENERAL_SHARE = 0.2
FACTS_PER_SENTENCE = 0.34

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_QUOTED = re.compile(r"[„“\"«][^„“”\"«»\n]{1,120}[“”\"»]")
_GENERAL = re.compile(
    r"(?:дейност|мярк|мерки|мерк|процес|развити|подобр|повиш|качеств|капацитет|ефективн|ефикасн|"
    r"устойчив|насърч|цялостн|модерн|съвременн|европейск|стандарт|ценност|синерги|интегрира|"
    r"иновати|услови|предпоставк|възможност|значим|принос|допринес|осъществ|реализ|постиг|"
    r"цел(?:и|ите|та)?$|приоритет|политик|практик|подход|сътрудничеств|взаимодейств|"
    r"комплексн|положителн|ползотворн|успешн|активн|широк|редица|множество|различн|"
    r"сфер|област(?:та|ите)?$|ниво|аспект|потенциал|ресурс|изпълнени|прилаган|укрепв|засилв|"
    r"създаван|осигур|гарантир|обществен|социалн|заинтересован|добавен|нагласи|култур|"
    r"визи|мисия|стратегическ|динамич|перспектив)",
    re.I,
)
_FACT = re.compile(r"\d|[„“\"«]")
_PRAISE = re.compile(
    r"(?<!\w)(?:най-(?:добр|уникалн|успешн|модерн|съвременн|иновативн|грандиозн|амбициозн|"
    r"красив|прогресивн|ефективн|значим)\w*|уникал(?:ен|н\w+)|безпрецедент(?:ен|н\w+)|невероят(?:ен|н\w+)|"
    r"феномен(?:ален|алн\w+)|грандиоз(?:ен|н\w+)|несравним\w*|ненадминат\w*|революцион(?:ен|н\w+)|"
    r"няма(?:щ\w*)? аналог|без аналог|на световно ниво|изключител(?:ен|на|ния|ният) (?:успех|принос|проект|практика)\w*)",
    re.I,
)
# Said of something that is counted, compared, named or awarded, not of oneself.
_GROUNDED = re.compile(
    r"класаци|рейтинг|конкурс|наград|отлич|журито|според|по (?:думите|данни|оценка)|защото|"
    r"не е|не са|няма как|дали",
    re.I,
)
# „най-добри практики“ is a term; what is unique by a number is counted.
_SET_PHRASE = re.compile(r"най-добр\w*\s+(?:\w+\s+)?практик", re.I)
_COUNTED = re.compile(
    r"\s+(?:посетител|потребител|ip|адрес|идентификатор|номер|код|регистрационен)", re.I
)


def remarks(_entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `too_long`, `long_sentence`, `hollow` and `superlative`."""
    for passage in passages:
        limit = LIMITS.get(passage.field)
        if limit and len(passage.text) > limit:
            length = len(passage.text)
            yield remark("too_long", passage, limit, length, length=length, limit=limit)
        if passage.key in _TOLD:
            yield from _long_sentences(passage)
            yield from _hollow(passage)
        if passage.key in _TOLD | {"title"}:
            yield from _praise(passage)


def _long_sentences(passage: Passage) -> Iterator[Remark]:
    for sentence in passage.sentences:
        words = len(_WORD.findall(sentence.text))
        if words > LONGEST_SENTENCE and not _is_list(sentence.text):
            yield remark("long_sentence", passage, sentence.start, sentence.end, words=words)


def _is_list(sentence: str) -> bool:
    """Whether a sentence is long only because it names many things."""
    tail = sentence.partition(":")[2]
    return sentence.count(";") >= 2 or tail.count(",") >= 3 or sentence.count(",") >= 9


def _hollow(passage: Passage) -> Iterator[Remark]:
    words = _WORD.findall(passage.text)
    if passage.key in {"summary", "problem_line"} or len(words) < HOLLOW_FROM:
        return
    general = sum(bool(_GENERAL.match(word)) for word in words)
    facts = sum(map(_facts_in, passage.sentences))
    if general >= GENERAL_SHARE * len(words) and facts <= FACTS_PER_SENTENCE * len(
        passage.sentences
    ):
        start = passage.sentences[0].start
        yield remark("hollow", passage, start, passage.sentences[-1].end)


def _facts_in(sentence: Sentence) -> int:
    """Count what can be checked: numbers, quoted names, and capitals inside the sentence."""
    inner = _WORD.findall(sentence.text)[1:]
    return len(_FACT.findall(sentence.text)) + sum(word[0].isupper() for word in inner)


def _praise(passage: Passage) -> Iterator[Remark]:
    quoted = [match.span() for match in _QUOTED.finditer(passage.text)]
    for found in _PRAISE.finditer(passage.text):
        if any(start <= found.start() < end for start, end in quoted):
            continue
        if _SET_PHRASE.match(passage.text, found.start()) or _COUNTED.match(
            passage.text, found.end()
        ):
            continue
        if _GROUNDED.search(passage.sentence_at(found.start()).text):
            continue
        yield remark("superlative", passage, *found.span())
