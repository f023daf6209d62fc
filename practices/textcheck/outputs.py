"""Work done that is told as a result: „проведени са 6 събития“, „изработен е банер“."""

import re
from collections.abc import Iterator

from practices.textcheck.passages import Passage, Sentence, plain, rows
from practices.textcheck.remarks import Remark, remark

MOST_OF_A_KIND = 3

_DONE = re.compile(
    r"(?<![\w-])(?:бе(?:ше|ха)?\s+|са\s+|е\s+)?(?:успешно\s+)?"
    r"(?:провед[ео]|организира|осъществе|реализира|изработе|отпечата|разпростране|издаде|"
    r"постав|монтира|закупе|доставе|разработе|изготве|публикува|излъче|раздаде|създаде|"
    r"заснет|състав|подготве|оформе|състоя)"
    r"(?:н(?:а|о|и)?|ен(?:а|о|и)?|т(?:а|о|и)?|ха се|ха|ни|хме)(?!\w)",
    re.I,
)
_PRODUCT = re.compile(
    r"(?<!\w)(?:събити|семинар|пресконференци|конференци|кръгл[аи] мас|работн[аи] срещ|"
    r"информационн[аи] (?:срещ|дн|кампани)|срещ[аи](?!\w)|обучени[яе]|уъркшоп|работилниц|форум(?!н)|"
    r"кампани|банер|брошур|листовк|диплян|плакат|билборд|рекламн[аи] материал|"
    r"(?:информационн|печатн|промоционалн)[аи] (?:материал|табел)|табел|видеоклип|клип(?!\w)|"
    r"клипове|сайт(?:ът|а|ове)?(?!\w)|(?:уеб|интернет)[ -]?(?:сайт|страниц)|бюлетин|наръчни|прессъобщени|публикаци|"
    r"анализ(?!ир)|статии|репортаж|доклад|проучвани|посещени[яе]|тениск|химикалк|ръководств)",
    re.I,
)
# A change, or the honest word that nobody has measured one: then work done stands in its place.
_CHANGE = re.compile(
    r"(?<!\w)(?:намал|увелич|спад(?!к)|спес|нарас[нт]|расте|повиш[аие]|пониж|скъс[ия]|ускор|"
    r"подобр[яи]|по-(?:малко|много|бърз|кратк|ниск|висок|чест|рядко|евтин|добр)|двойно|"
    r"наполовина|пъти(?!\w)|вместо(?!\w)|преди (?:това|проекта)|започ(?:на|ва)т? (?:работа|да)|"
    r"намер\w+ работа|работни места|ползват|използват|обслуж(?:е|в)|оставащ|отпадна|"
    r"приложи|прилагат|прие(?:ха|ма|т[иао]?)(?!\w)|тоест|% )",
    re.I,
)
_HONEST = re.compile(
    r"не (?:е|са|се) (?:измер|посоч|отчет|вижда|показ|проследен)|не (?:измерва|казва|показва|съобщава|дава|отчита)т?(?!\w)|"
    r"числа (?:не са|няма|не)|няма (?:измерване|данни|числа)|не знаем|още не (?:знаем|сме)|"
    r"извършени дейности|изработени продукти|без измерване|предстои да (?:изм|се изм|отчет)|"
    r"не сме (?:измер|броили|следили)",
    re.I,
)
_OUTPUT_ROW = re.compile(
    r"^(?:брой (?:на )?)?(?:проведен|организиран|изработен|отпечатан|разпространен|издаден|"
    r"поставен|разработен|изготвен|участни[цк])\w*",
    re.I,
)
# „обучени 45 медицински сестри“: people taught are work done, like meetings held.
_TAUGHT = re.compile(
    r"(?<!\w)(?:са |бяха |успешно )*обучени (?:са |бяха )?(?:над |общо |близо |около )?\d+", re.I
)
_NEAR = 60


def remarks(entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `output_as_result` in „Резултати“ and `output_as_outcome` in the measures."""
    has_change = _has_measured_change(entry)
    for passage in passages:
        if passage.field == "results" and not has_change:
            yield from _in_results(passage)
    for n, row in enumerate(rows(entry, "measures")):
        yield from _in_row(f"measures.{n}.indicator", row)


def _in_results(passage: Passage) -> Iterator[Remark]:
    if _HONEST.search(passage.text) or any(map(_is_change, passage.sentences)):
        return
    found = 0
    for sentence in passage.sentences:
        span = _output_in(sentence)
        if span and found < MOST_OF_A_KIND:
            found += 1
            yield remark("output_as_result", passage, *span)


def _output_in(sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence names work done together with its product, None if it does not."""
    for done in _DONE.finditer(sentence.text):
        after = _PRODUCT.search(
            sentence.text, done.end(), min(len(sentence.text), done.end() + _NEAR)
        )
        if after and "." not in sentence.text[done.end() : after.start()].replace("бр.", ""):
            end = _word_end(sentence.text, after.end())
            return sentence.start + done.start(), sentence.start + end
        earlier = _PRODUCT.finditer(sentence.text, max(0, done.start() - _NEAR), done.start())
        before = max(earlier, key=re.Match.start, default=None)
        if before and not re.search(r"[,;:]", sentence.text[before.end() : done.start()]):
            return sentence.start + before.start(), sentence.start + done.end()
    if taught := _TAUGHT.search(sentence.text):
        return sentence.start + taught.start(), sentence.start + taught.end()
    return None


def _is_change(sentence: Sentence) -> bool:
    return bool(_CHANGE.search(sentence.text))


def _has_measured_change(entry: dict) -> bool:
    """Whether a row of the measures already says what became different."""
    return any(
        row.get("nature") == "outcome" and plain(row.get("after")) and not row.get("planned")
        for row in rows(entry, "measures")
    )


def _in_row(field: str, row: dict) -> Iterator[Remark]:
    indicator = plain(row.get("indicator"))
    if row.get("nature") != "outcome" or plain(row.get("before")):
        return
    if (found := _OUTPUT_ROW.match(indicator)) and _PRODUCT.search(indicator):
        passage = Passage(field, indicator)
        yield remark("output_as_outcome", passage, found.start(), len(indicator.rstrip()))


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalpha():
        end += 1
    return end
