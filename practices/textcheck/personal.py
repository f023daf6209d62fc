"""What must not stand in a public text: numbers, addresses and illnesses of people."""

import re
from collections.abc import Iterator
from datetime import date

from practices.textcheck.passages import Passage, Sentence
from practices.textcheck.remarks import Remark, remark

_SEPARATOR = r"[ \u00a0./-]?"
_MOBILE = re.compile(
    rf"(?<![\w+.,/-])(?:(?:\+|00)359{_SEPARATOR}\(?0?\)?{_SEPARATOR}|0)"
    rf"(?:8[789]|98){_SEPARATOR}\d(?:{_SEPARATOR}\d){{5,6}}(?!\w|[.,/-]\d)"
)
_LANDLINE = re.compile(
    r"(?<!\w)(?:тел(?:ефон)?|факс|моб|gsm|джиесем)(?:\.|и)?(?:\s*(?:за (?:контакт\w*|връзка|справки|записване|информация)|номер))?\s*[.:/]*\s*"
    r"(?P<number>(?:\+|00)?[\d(][\d ()/.-]{5,18}\d)",
    re.I,
)
_ABROAD = re.compile(r"(?<![\w+])\+359[ \d()/-]{7,14}\d(?!\w)")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+){0,4}\.[a-zбгею]{2,10}(?![\w-])", re.I
)
_TEN_DIGITS = re.compile(r"(?<![\w.,/+-])\d{10}(?![\w/-]|[.,]\d)")
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?!\w)"
)
_STREET = r"(?:ул\.|улица|бул\.|булевард|ж\.\s?к\.|кв\.)\s*[„\"]?[А-Я0-9][\w .„“\"-]{1,40}?"
_HOME = re.compile(
    rf"(?:живее|живеещ\w*|живеят|адрес(?:ът)?(?: му| ѝ| им)?(?:\s*:|\s+е)|с адрес)\s*(?:на|в|:|е)?\s*"
    rf"(?:[гс][рp]?\.\s*[А-Я]\w+,?\s*)?{_STREET},?\s*(?:№|No|бл\.|\d)\s*\d*"
    rf"|{_STREET}[\s,]*(?:№\s*)?\d*[\s,]*(?:бл\.\s*\d+\w?[\s,]*)?(?:вх\.\s*\w[\s,]*)?(?:ет\.\s*\w+[\s,]*)?ап\.\s*\d+"
    r"|(?<!\w)бл\.\s*\d+\w?[\s,]+(?:вх\.\s*\w[\s,]*)?(?:ет\.\s*\w+[\s,]*)?ап\.\s*\d+",
)
# The commonest first names; with a surname they make a person, alone they make nothing.
_FIRST_NAMES = (
    "Александра|Александър|Албена|Ана|Анастасия|Ангел|Ангелина|Андрей|Анелия|Анна|Антоанета|Антон|"
    "Антония|Асен|Ася|Атанас|Атанаска|Ахмед|Благой|Божидар|Бойко|Боряна|Борис|Борислав|Ваня|Валентин|"
    "Валентина|Валери|Валерия|Васил|Василка|Величка|Венета|Венелин|Венцислав|Вера|Весела|Веселин|"
    "Веселина|Веска|Виктор|Виктория|Виолета|Владимир|Габриела|Галина|Галя|Ганка|Ганчо|Георги|Гергана|"
    "Грета|Даниел|Даниела|Дарина|Денис|Деница|Десислава|Деян|Диана|Димитрина|Димитър|Димо|Дияна|Добрин|"
    "Донка|Ева|Евгени|Евгения|Екатерина|Елена|Елисавета|Елица|Емил|Емилия|Емине|Жана|Живко|Захари|"
    "Златка|Здравка|Ивайло|Иван|Иванка|Ивелин|Ивелина|Иво|Илиан|Илиана|Илия|Илка|Ирена|Ирина|Искра|"
    "Йоана|Йордан|Йорданка|Калин|Калина|Камелия|Катерина|Катя|Кирил|Кольо|Константин|Красимир|"
    "Красимира|Кремена|Кристиан|Кристина|Лидия|Лили|Лиляна|Лора|Любен|Любка|Любомир|Людмила|Магдалена|"
    "Мадлен|Малина|Маргарита|Марга|Мария|Марийка|Марин|Марина|Мариана|Мариета|Мария-Магдалена|Марта|Мартин|"
    "Мая|Мехмед|Милена|Милка|Минка|Мирослав|Митко|Михаил|Моника|Мустафа|Надежда|Надка|Наталия|Невена|"
    "Недка|Никола|Николай|Николета|Нина|Огнян|Оля|Павел|Павлина|Пенка|Петко|Петър|Петя|Пламен|Поля|"
    "Прасковия|Радка|Радослав|Радостина|Радост|Ради|Рангел|Рая|Росен|Росица|Румен|Румяна|Руска|Савка|"
    "Светла|Светлана|Светлин|Светослав|Севда|Симеон|Симона|Симонета|Снежана|Софка|Станислав|Станимир|"
    "Стела|Стефан|Стефка|Стойка|Стоян|Стоянка|Тания|Таня|Теменужка|Теодор|Теодора|Тихомир|Тодор|"
    "Тодорка|Тома|Траян|Фатме|Филип|Хасан|Христина|Христо|Цанка|Цветан|Цветана|Цветелина|Цонка|Юлиян|"
    "Юлия|Юри|Явор|Яна|Янка|Янко|Ясен"
)
_PERSON = re.compile(
    rf"(?<![\w„“\"-])(?:{_FIRST_NAMES})\s+(?:[А-Я](?:\.|[а-я]+)\s*)?"
    r"(?:[А-Я][а-я]+(?:ов|ев|ова|ева|ски|ска|чки|чка|ин|ина|шки|шка)|[А-Я]\.)(?!\w)"
)
_AGE_AFTER = re.compile(r"\s*(?:,\s*|\(|е\s+)?(?:на\s+)?\d{1,3}[ -]?(?:г\.|години|годишн\w+)", re.I)
_AGE_BEFORE = re.compile(r"\d{1,3}[ -]?годишн\w+\s+(?:\w+\s+)?$", re.I)
_ILLNESS = re.compile(
    r"(?<!\w)(?:диагноз|боле?(?:н|ен|на|ни)\s+от|страда\w*\s+от|аутизъм|аутист|синдром|церебралн|"
    r"ДЦП|епилепси|шизофрени|деменци|алцхаймер|инсулт|онкологич|рак\s+на|хив|спин|ТЕЛК|"
    r"(?:с|има)\s+(?:\w+\s+)?увреждан|инвалид|зависим\w*\s+от|депреси|бременн|диабет)",
    re.I,
)
# „подари книги за хора с увреждания“: the illness is theirs.
_OTHERS = re.compile(
    r"(?:хора|деца|лица|пациент|младежи|ученици|възрастни|жени|мъже|болни)(?:та|те)?(?!\w)|"
    r"(?:дари|подари|работи|помага|грижи|лекува|обучи|посети)",
    re.I,
)
NEAR = 50
_PUBLIC_ROLE = re.compile(
    r"кмет|директор|председател|министър|лекар(?!ств)|д-р|доктор|проф\.|доц\.|медицинска сестра|психолог|"
    r"терапевт|ръководител|управител|координатор|учител|логопед|експерт|специалист|инж\.|арх\.|"
    r"гл\. ас|секретар|съветник|депутат|обучава|разказва за|лекция|роден[аи]?\s+(?:е|на|през)|поет|писател|художник|"
    r"на името на|имен[а-я]* на|наречен",
    re.I,
)


def remarks(_entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `phone`, `email`, `egn`, `iban`, `home_address` and `private_person`."""
    for passage in passages:
        text = passage.text
        taken: list[tuple[int, int]] = []
        for code, spans in (
            ("iban", _ibans(text)),
            ("egn", _personal_numbers(text)),
            ("email", (m.span() for m in _EMAIL.finditer(text))),
            ("phone", _phones(text)),
            ("home_address", (m.span() for m in _HOME.finditer(text))),
        ):
            for start, end in spans:
                if all(end <= a or b <= start for a, b in taken):
                    taken.append((start, end))
                    yield remark(code, passage, start, end)
        yield from _people(passage)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_MOBILE, _ABROAD):
        for match in pattern.finditer(text):
            if not text[: match.start()].rstrip().endswith(("№", "No", "УИН", "договор")):
                yield match.span()
    for match in _LANDLINE.finditer(text):
        if 6 <= sum(c.isdigit() for c in match["number"]) <= 15:
            yield match.span("number")


def _personal_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _TEN_DIGITS.finditer(text):
        if is_personal_number(match[0]):
            yield match.span()


def is_personal_number(digits: str) -> bool:
    """Whether ten digits are a valid ЕГН: a day that exists (months 1–12, +20, +40) and the check."""
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = {0: 1900, 1: 1800, 2: 2000}.get((month - 1) // 20)
    if century is None:
        return False
    try:
        date(century + year, (month - 1) % 20 + 1, day)
    except ValueError:
        return False
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return total % 11 % 10 == int(digits[9])


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        if is_iban(match[0]):
            yield match.span()


def is_iban(written: str) -> bool:
    """Whether a string is an account number by ISO 13616: length and remainder 1 of 97."""
    compact = re.sub(r"\s", "", written)
    if not 15 <= len(compact) <= 34 or not compact.isascii() or not compact.isalnum():
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _people(passage: Passage) -> Iterator[Remark]:
    public: dict[Sentence, bool] = {}  # a long sentence may name hundreds, and is read once
    for match in _PERSON.finditer(passage.text):
        sentence = passage.sentence_at(match.start())
        if sentence not in public:
            public[sentence] = bool(_PUBLIC_ROLE.search(sentence.text))
        if public[sentence]:
            continue
        before = passage.text[max(sentence.start, match.start() - 40) : match.start()]
        aged = _AGE_AFTER.match(passage.text, match.end()) or _AGE_BEFORE.search(before)
        if aged or _is_ill(passage.text, sentence, match):
            yield remark("private_person", passage, *match.span())


def _is_ill(text: str, sentence: Sentence, person: re.Match[str]) -> bool:
    """Whether an illness is said of the person and not of people that the person helps."""
    after = _ILLNESS.search(text, person.end(), min(sentence.end, person.end() + NEAR))
    if after and not _OTHERS.search(text, person.end(), after.end()):
        return True
    start = max(sentence.start, person.start() - NEAR)
    before = _ILLNESS.search(text, start, person.start())
    return bool(before) and not _OTHERS.search(text, before.start(), person.start())
