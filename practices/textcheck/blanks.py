"""Answers that are none: „няма“, „предстои“, „виж линка“, and places left to be filled in."""

import re
from collections.abc import Iterator

from practices.textcheck.passages import SECTIONS, Passage
from practices.textcheck.remarks import Remark, remark

_ANSWERS = {"title", "summary", "problem_line", *SECTIONS}
_EMPTY = re.compile(
    r"(?:[-–—.…?x*/\s]+|n/?a|н/?[ап]|не|да|няма|няма такива|нищо|без|тест|test|"
    r"(?:все )?още (?:не|няма)|не (?:е|са) приложимо?|неприложимо|не се прилага|"
    r"предстои|предстоят|предстои да (?:се|бъде|бъдат) \w+|"
    r"(?:ще )?(?:се|бъде|бъдат) (?:допълн\w+|попълн\w+|уточн\w+|добав\w+)(?: (?:по-късно|допълнително))?|"
    r"(?:както )?по-горе|същото|(?:виж|вижте) по-горе|няма информация|няма данни|не знам)",
    re.I,
)
_ELSEWHERE = re.compile(
    r"(?:моля,? )?(?:подробн\w+ )?(?:виж|вижте|вж\.?|прочетете|всичко е|описан[оаи]? (?:е|са)|информация(?:та)? (?:е|има)|"
    r"повече(?: информация)?|подробности(?:те)?|(?:e|е|са) (?:описан[оаи]?|качен[оаи]?))"
    r"[^.!?]{0,40}?"
    r"(?:линк|сайт|връзка|файл|прилож|прикачен|документ|http|www\.|презентаци)[^.!?]{0,60}[^!?]{0,80}",
    re.I,
)
SHORT = 140
_PLACE = re.compile(
    r"_{3,}|\.{6,}|…{2,}|\[\s*(?:…|\.{2,3}|попълнете|име|брой|дата|сума)[^\]]{0,30}\]|"
    r"(?<!\w)[xхXХ]{2,4}(?=\s*(?:лв|лева|евро|EUR|броя|бр\.|души|участни|деца|%))|"
    r"\((?:да се )?(?:допълни|попълни|уточни)[^)]{0,30}\)|\?{3,}|(?<!\w)TODO(?!\w)",
)


def remarks(_entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `blank_answer`, `see_elsewhere` (the whole answer) and `left_blank` (a place in it)."""
    for passage in passages:
        start = len(passage.text) - len(passage.text.lstrip())
        answer = passage.text.strip()
        end = start + len(answer)
        is_answer = passage.key in _ANSWERS
        if (is_answer or passage.field.endswith(".source")) and (
            _EMPTY.fullmatch(answer.rstrip(" .!")) or _EMPTY.fullmatch(answer)
        ):
            yield remark("blank_answer", passage, start, end)
            continue
        if is_answer and len(answer) <= SHORT and _ELSEWHERE.fullmatch(answer):
            yield remark("see_elsewhere", passage, start, end)
            continue
        for place in _PLACE.finditer(passage.text):
            yield remark("left_blank", passage, *place.span())
