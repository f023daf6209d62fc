"""The title, and the split of the text into background, practice and results.

Every sentence is weighed for the three sections and for none; the likeliest course through the
text (Viterbi) decides, because a release tells its story in this order and stays with a section
for the length of a paragraph.
"""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

NONE, BACKGROUND, PRACTICE, RESULTS = range(4)
FIELDS = {BACKGROUND: "background", PRACTICE: "practice", RESULTS: "results"}
_MOST_SENTENCES = 2_000

_HEADINGS = (
    (BACKGROUND, re.compile(r"^\W*(?:предистория|контекст|проблем(?:ът)?|предпоставки|какъв\s(?:беше|е)\s\w+|каква\s(?:беше|е)\s\w+|откъде\s|защо|изходно\sположение|необходимост|как\sбеше|преди)\b[^.]{0,40}$", re.I)),
    (RESULTS, re.compile(r"^\W*(?:(?:постигнати\s)?резултати?(?:те)?|ефект|какво\sсе\sпромени|постигнато|въздействие|какво\sпостигнахме|ползи)\b[^.]{0,40}$", re.I)),
    (PRACTICE, re.compile(r"^\W*(?:практика(?:та)?|дейности(?:те)?|какво\s(?:е\s|беше\s)?(?:из)?върш\w*|какво\s(?:е\s|беше\s)?направ\w*|изпълнение|описание|решение(?:то)?|как\s(?:работи|стана|го\sнаправихме)|стъпки)\b[^.]{0,40}$", re.I)),
    (NONE, re.compile(r"^\W*(?:финансиране|контакти?|за\s(?:общината|проекта|контакти)|допълнителна\sинформация|бюджет)\b[^.]{0,40}$", re.I)),
)  # fmt: skip

# (weight, pattern) by section. A verb is weighed once, however often it stands in a sentence.
_CUES = {
    BACKGROUND: (
        (2.2, r"\b(?:липсва(?:ше|ха)|н[яе]маше|нямаха|нямаше|не\sдостигаше|не\sстигаше|не\sможеше|не\sможеха|не\sзнае(?:ше|ха)|без\sда)\b"),
        (2.0, r"\b(?:досега(?!\s(?:[а-я]+\s){0,2}са\s)|до\sмомента|дотогава|дълги\sгодини|от\sгодини|години\sнаред|преди\s(?:проекта|това\sобщината|години)|до\s20\d\d\sгодина|в\sначалото\sна\sвека|доскоро|някога|дотук)\b"),
        (1.6, r"\b(?:проблем\w*|трудно|рядко|едва|почти\sникой|никой\sне|нито\sедин|изоставен\w*|влошава\w*|недостиг\w*|твърде|само\s\d+\sна\sсто|не\sискаха|не\sвярваха|затворен\w*|празн\w+|самотн\w+|бавно|скъпо)\b"),
        (1.4, r"\b[а-я]{2,18}(?:еше|аше|яше|иха\sсамо|еха|аха|яха)\b"),
        (0.9, r"\b(?:чака\w*|струваше|живееха|живеят|остана(?:л|ха)|надхвърля\w*|ходеха|пътуваше|растеше|заминават|намират|идват\sкъсно)\b"),
        (0.8, r"\b(?:когато|причина\w*|въпреки|жалби|анкета|по\sданни\sна)\b"),
    ),
    PRACTICE: (
        (1.5, r"\b(?:нае(?:ха)?|взе(?:ха)?|подмени(?:ха)?|откри(?:ха)?|вписа(?:ха)?|учреди(?:ха)?|разшири(?:ха)?|постави(?:ха)?|почисти(?:ха)?|издаде(?:ха)?|засне(?:ха)?|предложи(?:ха)?|обособ\w+|ремонтира(?:ха)?|обнови(?:ха)?|достави(?:ха)?|внедри(?:ха)?|прокара(?:ха)?|засади(?:ха)?|боядиса(?:ха)?|оборудва(?:ха)?|сключи(?:ха)?|гостува(?:ха)?|поръча(?:ха)?|изработи(?:ха)?|нарисува(?:ха)?|обедини(?:ха)?|превърна(?:ха)?|пусна(?:ха)?|даде(?:ха)?|плати(?:ха)?|опънаха|избира\sсе|се\sизбира|са\sправени|отпусна(?:ха)?|предостави(?:ха)?|привлече)\b"),
        (1.5, r"\b(?:(?:са|бяха|беше|бе|е)\s(?:[а-я]+\s)?(?:поставен|монтиран|засаден|преустроен|направен|открит|обновен|ремонтиран|издаден|изработен|заснет|обособен|превърнат|разделен|доставен|подменен|внедрен|подписан|разширен|почистен|боядисан|оборудван|сключен|свързан|предоставен)\w{0,2}|(?:[Пп]оставени|[Мм]онтирани|[Зз]асадени|[Пп]реустроени|[Нн]аправени|[Пп]одменени|[Оо]борудвани|[Оо]бновени|[Пп]очистени)\s(?:са|бяха))\b"),
        (1.8, r"\b(?:проведе\w*|организира\w*|обучи\w*|обучен\w+|разработи\w*|разработен\w*|подготви\w*|създад\w+|изгради\w*|монтира\w*|закупи\w*|закупен\w*|купи\w*|купен\w*|построи\w*|построен\w*|назначи\w*|назначен\w*|преброи\w*)\b"),
        (1.6, r"\b(?:покани\w*|раздад\w+|избра(?:ха|ни)?|посети\w*|събра(?:ха)?|обикаля\w*|преустрои\w*|сложи\w*|подбра\w*|въведе\w*|стартира\w*|започна\w*|тръгна\w*|написа\w*|изпрати\w*|осигури\w*|помогна\w*|показа\w*|очерта\w*|включиха|участва(?:ха)?|взеха\sучастие|присъстваха|дойдоха|заминаха|преминаха|минаха|завършиха\sкурс)\b"),
        (1.2, r"\b(?:първо|второ|трето|после|след\sтова|накрая|затова|на\sвсяка|всеки\s(?:месец|вторник|ден|понеделник|петък|сряда)|всяк[ао]\s\w+|по\sграфик|стъпк\w+|екип(?:ът|а|и|ите)?|комиси\w+|решение\w*|идеята|идеите)\b"),
        (1.0, r"\b(?:партньор\w*|изпълнител\w*|доброволц\w*|служител\w*|обучени\w+|форум\w*|срещ\w+|конференци\w+|кампани\w+|посещени\w+|наръчник\w*|бюлетин\w*|отпечатан\w*|издаван\w*|правилник\w*|график\w*|обсъждан\w+|мас[аи]|анкет\w+)\b"),
        (0.5, r"\b(?:20|19)\d\d\b"),
    ),
    RESULTS: (
        (2.0, r"(?:при|вместо|срещу)\s(?:едва\s|само\s|почти\s|около\s|над\s)?(?:\d|един|една|две|два|три|четири|пет|всеки)[^.;]{0,40}(?:преди|по-рано|дотогава|предишн|миналата|в\sначалото|през)|\b(?:спрямо|в\sсравнение\sс|година\sпо-рано|двойно|тройно|наполовина|утро\w+|удво\w+)\b|по-(?:малко|висок|нисък|ниск|голям|бърз|чист|рядко|често|дълг|кратк)\w*|вместо\s(?:\d|[а-я]+\s(?:дни|часа|месеца|минути|седмици))"),
        (1.6, r"\b(?:спад(?:а|на|нали?|нала)|пад(?:на|наха|нал[аио]?)|скочи(?:ха|л[аио]?)?|отче(?:тен|тени|те)|нула|никой\sне\sе|останаха\sна\sпостоянн\w+|остана\sпостоянн\w+|се\sиздържа\w*|издържат\sсе|регистрираха|започнаха\sработа|напусна\w*|върнаха\sсе|сбъдна|произвед\w+|за\sпървата\sгодина|към\sкрая\sна|до\sкрая\sна|не\sбеше\sвъвеждан|изчезна\w*|сведен\w?|пестят|пак\s[а-я]+иха|влязоха\sв|замер\w*|(?:а|докато)\sпреди\s(?:бях|бе|това|две|го)[а-я]*|бяха\s(?:едва|само)\s\d+|нито\s[а-я]+\s[а-я]+\sне|за\sпръв\sпът|(?:два|три|четири|пет)\sпъти\s(?:повече|по-)|вече\sне\s|целогодишна|при\s\d+\sпреди|за\s(?:две|три|четири|пет|шест)(?:те)?\s(?:лета|години|сезона|месеца)|върнаха\sот|средн(?:ият|ата|ото)|станаха|стана\s(?:с|по-))\b"),
        (2.4, r"\b(?:в\sрезултат|резултат(?:ът|ите)?|спадна\w*|намаля\w*|намале\w+|нарасна\w*|нараснал\w*|увеличи\w*|вдигна\w*|вдигнал\w*|паднаха?|скъси\w*|спести\w*|спестен\w*|подобри\w*|удвои\w*)\b"),
        (2.0, r"\bот\s\d[\d ,.]*(?:\s[а-я]+){0,2}\sна\s\d|\bс\s\d[\d,]*\s(?:на\sсто|процент|%|тона)|\b(?:с\sедна\sтрета|наполовина|двойно|тройно|по-малко|повече\sот\sпреди)\b"),
        (1.6, r"\b(?:днес|вече|сега|за\s(?:първата|една|\d+|десет|две|три|пет|първите)\s(?:година|години|месеца|лято)|през\sпървото|след\sкрая|след\sобучени\w+|оттогава|към\sднешна\sдата|година\sпо-късно)\b"),
        (1.4, r"\b(?:средно|дел(?:ът)?|обхват\w*|оборот\w*|събираемост\w*|загуби(?:те)?\sпаднаха|работни\sместа|обслуж\w+|получиха|ползва(?:т|ха)|пренесен\w*|изпълнени\sса|запази\w*|продължава\w*|препоръки|катастрофи\w*|сигнали(?:те)?)\b"),
        (1.3, r"\b(?:прие(?:ха|ти|т)?|са\sприети|подписа\w*|подписан\w*|открит\w*|създаден\sе|разпространени)\b"),
        (1.2, r"\b(?:намериха|отвори(?:ха)?|признат\w*|подадени|гласувал\w*|приел[аи]?|завършили|минали|регистриран\w+|ремонтиран\w+|още\sса|отново|продължиха|покриват|няма\sпострадали|навреме|поддържат|запазиха|година\sпо-късно|години\sпо-късно)\b"),
        (1.0, r"\b(?:са|е)\s(?:се\s)?(?:[а-я]+\s){0,2}[а-я]{4,20}(?:ил|ал|ял|ела|ила|ала|или|али|яли|ели)\b"),
        (0.8, r"\d\s?(?:на\sсто|%|процент\w*|пункта|души|минути|тона)"),
    ),
    NONE: (
        (2.0, r"\bлв\.|\bлева\b|\bевро\b|€|щ\.\s?д\."),
        (2.6, r"(?:финансира\w*|съфинансира\w*|обща\w*\sстойност|на\sстойност|безвъзмездна|договор\w*\s(?:е\s)?(?:с\s)?№|проект\w*\s№|бюджетът|средствата|разходите\sза)"),
        (2.6, r"“,?\s(?:-\s)?(?:каза\w*|казва\w*|заявява\w*|заяви|признава\w*|сподели\w*|твърд\w+|посочи|обясни\w*|обобщ\w+|обеща\w*|усмихва|шегуват|пошегува|допълни|разказ\w*|припомни|коментира)"),
        (2.0, r"\b(?:кмет(?:ът|ицата)?|заместник-кмет\w*|председател\w*|ръководител\w*|секретар\w*)\b[^.]{0,60}(?:каза|разказ\w*|благодари\w*|припомни|пошегува|съобщи|обеща|допълни|заяви|подчерта)"),
        (2.0, r"\b(?:пресконференция\sпо\sпроект|отчете(?:на|ни|ха)?|съобщи\w*|припомняме|пресцентъ\w+|обяви\w*|напомня|за\sвъпроси|допълнителна\sинформация|представиха\sрезултатите|приключи\w*\s(?:изпълнението|проект\w*)|работата\sпо\sпроект|успешно\sприключи|лентата)\b"),
        (1.8, r"\b(?:предстои|ще\s(?:бъде|има|се|дойдем|започне|решат|разкаже|стигне|готви)|догодина|оттук\sнататък|следващ\w*|напролет|наесен|други\sобщини|сходна|подобна)\b"),
        (1.6, r"\b(?:проектът?\s(?:се\sизпълнява\w*|започна|стартира|продължи|е\sс\sпродължителност|беше\sподкрепен|няма\sсрок)|продължителност\w*|срокът\sза\sизпълнение|той\sстартира|изпълнението\sотне|водещ\sпартньор|целев(?:и|ите|а|ата)\sгруп\w+|общата\sцел)\b"),
        (1.5, r"\b(?:снег\w*|дъжд\w*|времето|концерт\w*|песн\w+|баница\w*|чай\w*|фестивал\w*|карнавал\w*|танци|обяд\w*|чешм\w+|лакомства|разписани\w+|стая\s\d|телефон\w*:|тел\.|от\s\d+\sдо\s\d+\sч|площад\w*|снимки|базар\w*|ремонт\w*|гостите|журналистите|любопитно|накуп)\b"),
        (0.9, r"\b(?:каза|казва|казват|разказа|шегува|благодари|питат|поиска\w*|оплакват|интересува\w*)\b"),
    ),
}  # fmt: skip
_COMPILED = {
    label: tuple((weight, re.compile(pattern, re.I)) for weight, pattern in cues)
    for label, cues in _CUES.items()
}
_BIAS = {NONE: 0.7, BACKGROUND: 0.0, PRACTICE: 0.35, RESULTS: 0.0}
# The first sentence after the title mostly says who reports what, and when.
LEAD = 0.8

# States of the course: the section, and for what lies outside the sections the one before it.
_STATES = (
    *((NONE, NONE), (BACKGROUND, BACKGROUND), (NONE, BACKGROUND), (PRACTICE, PRACTICE)),
    *((NONE, PRACTICE), (RESULTS, RESULTS), (NONE, RESULTS)),
)
_CHANGE_WITHIN = -3.0  # of section within a paragraph
_CHANGE_AFTER = -0.5  # at its end
_SKIP = -1.2  # a section left out
_AGAIN = -1.2  # back into the section that was left
_BACK = -6.0  # results told before the practice, practice before the background


def _step(one: tuple[int, int], other: tuple[int, int], *, is_break: bool) -> float:
    """Return the weight of going from one state to another between two sentences."""
    if one == other:
        return -0.5 if is_break and one[0] != NONE else 0.0
    weight = _CHANGE_AFTER if is_break else _CHANGE_WITHIN
    if other[0] == NONE:
        return weight if other[1] == one[1] else -99.0
    if one[0] != NONE and other[0] == one[1] + 1:
        return weight + (0.6 if is_break else 1.0)
    if other[0] < one[1]:
        return weight + _BACK
    if other[0] == one[1]:
        return weight + _AGAIN
    return weight + _SKIP * (other[0] - one[1] - 1)


_STEPS = {
    is_break: tuple(tuple(_step(a, b, is_break=is_break) for b in _STATES) for a in _STATES)
    for is_break in (True, False)
}


def title(source: Source) -> list[Proposal]:
    """Propose the first line that can be a title."""
    for start, end in source.paragraphs[:4]:
        words = source.plain[start:end]
        if re.match(
            r"\W*(?:изявление|комюнике|покана|информация|новина|пресинформация|прессъобщение|съобщение\s(?:за|до)\s(?:медиите|пресата)|прес-?\s?(?:съобщение|информация|център)|новини|за\sмедиите|прес\s|дата)\b.{0,30}$",
            words,
            re.I,
        ):
            continue
        if re.fullmatch(r"[\d\s./г-]+", words):
            continue
        if len(words) <= 160 and words[-1] not in ".:;," and len(words.split()) >= 2:
            return [
                Proposal("title", source.text[start:end], start, end, source.sentence_at(start))
            ]
        return []
    return []


def sections(source: Source) -> list[Proposal]:
    """Propose the stretches of background, practice and results: runs of whole sentences."""
    named = title(source)
    body = [s for s in source.sentences if not (named and s[0] < named[0].end)][:_MOST_SENTENCES]
    if not body:
        return []
    labels = _course(source, body)
    found, run = [], [0]
    for place in range(1, len(body) + 1):
        same = (
            place < len(body)
            and labels[place] == labels[place - 1]
            and not _is_break(source, body[place - 1], body[place])
        )
        if same:
            run.append(place)
            continue
        if labels[run[0]] != NONE:
            found.append(
                _proposal(source, body[run[0]][0], body[run[-1]][1], labels[run[0]], body[run[0]])
            )
        run = [place]
    return found


def _proposal(source, start, end, label, sentence) -> Proposal:
    return Proposal(FIELDS[label], source.text[start:end], start, end, sentence)


def _is_break(source: Source, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a paragraph ends between two sentences."""
    return source.following(one) != other


def _headings(source: Source, body: list[tuple[int, int]]) -> list[tuple[int, float] | None]:
    """Return, for each sentence, the section its heading names and what that weighs."""
    found: list[tuple[int, float] | None] = []
    current, paragraphs = None, 0
    for place, (start, end) in enumerate(body):
        words = source.plain[start:end]
        label = next((n for n, p in _HEADINGS if len(words) < 60 and p.match(words)), None)
        if label is not None:
            current, paragraphs = label, 0
            found.append((NONE, 50.0))
            continue
        paragraphs += place == 0 or _is_break(source, body[place - 1], body[place])
        # The first paragraph under a heading is of it; later ones may be the end of the release.
        found.append(None if current is None else (current, 4.0 if paragraphs == 1 else 1.0))
    return found


def _weights(words: str) -> list[float]:
    scores = [_BIAS[label] for label in range(4)]
    for label, cues in _COMPILED.items():
        scores[label] += sum(weight for weight, pattern in cues if pattern.search(words))
    return scores


def _course(source: Source, body: list[tuple[int, int]]) -> list[int]:
    """Return the section of every sentence: the course of the greatest weight through the text."""
    headed = _headings(source, body)
    states = range(len(_STATES))
    best = [0.0 if state == (NONE, NONE) else -99.0 for state in _STATES]
    came: list[list[int]] = []
    for place, (start, end) in enumerate(body):
        weights = _weights(source.plain[start:end])
        if headed[place]:
            label, bonus = headed[place]
            weights[label] += bonus
        if place == 0:
            weights[NONE] += LEAD
        is_break = place == 0 or _is_break(source, body[place - 1], body[place])
        steps = _STEPS[is_break]
        origin = [max(states, key=lambda m, n=n: best[m] + steps[m][n]) for n in states]
        best = [best[origin[n]] + steps[origin[n]][n] + weights[_STATES[n][0]] for n in states]
        came.append(origin)
    state = max(states, key=lambda n: best[n])
    labels = []
    for origin in reversed(came):
        labels.append(_STATES[state][0])
        state = origin[state]
    return labels[::-1]
