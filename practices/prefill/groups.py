"""Target groups of the register: those that the text says are served, trained or aimed at."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

_GROUPS = (
    ("hora-s-uvrezhdania", r"(?:хора|хората|лица|лицата|деца|децата|младежи|младежите|граждани|ученици)\s(?:с(?:ъс)?|в)\s(?:[а-я]+\s)?(?:(?:нарушено|увредено|намалено)\s(?:зрение|слух)|увреждан\w+|инвалидн\w+\sколичк\w+|специални\sпотребности|аутиз\w+|деменция)|инвалид(?:и|ите)\b|незрящи\w*|трудноподвижн\w+|(?:хора|деца)(?:та)?\sв\sколичк\w+"),
    ("detsa-do-sedem-godini", r"деца(?:та)?\s(?:от|в)\sдетск\w+\sград\w+|деца(?:та)?\s(?:до|под)\s(?:[3-7]|седем|шест|пет|три)\b|деца(?:та)?\s(?:между|от|на\sвъзраст\s(?:между|от)?)\s?(?:[0-5]|една|две|три|четири|пет)(?:-|\s(?:до|и)\s)(?:[3-7]|пет|шест|седем)\b|най-малки(?:те)?(?:\sдеца)?\b|(?:деца(?:та)?\s)?(?:в|от)\sпредучилищна|бебета(?:та)?\b|малчуган\w*"),
    ("uchenitsi", r"учени(?:к|ци|ците|чки|чките)\b|ученическ\w+|деца(?:та)?\s(?:с|със)\s(?:обучителни\s(?:трудности|затруднения)|дислексия)|(?:перво|първо|второ|трето|четвърто|пето|шесто|седмо|осмо|девето|десето)класни\w+|гимназист\w*|зрелостни\w+|съучени\w+"),
    ("mladezhi", r"младеж(?:и|ите)\b|млади(?:те)?\s(?:хора|съветници|жители)|студент(?:и|ите)\b|тийнейджъри\w*|момчета(?:та)?\sи\sмомичета(?:та)?|юнош(?:и|ите)\b"),
    ("roditeli-i-semeystva", r"родител(?:и|ите)\b|семейства(?:та)?\b|майки(?:те)?\b|бащи(?:те)?\b|бременн\w+|младите\sсемейства|родилки(?:те)?\b"),
    ("vazrastni-hora", r"(?:възрастни|стари|самотни|самотно\sживеещи)(?:те)?(?:\s(?:и\s)?(?:самотни|възрастни|стари|болни))?(?:те)?\s(?:хора|жители)|самотни(?:те)?\sвъзрастни|пенсионер(?:и|ите|ки)\b|хора(?:та)?\sнад\s(?:6|7|8)\d|хора(?:та)?\sнад\s(?:шей|шест|седем)\w+|третата\sвъзраст|възрастни(?:те)?\s(?=[а-я]+(?:чани|енци|янци))|самотни(?:те)?\sстарци"),
    ("patsienti", r"пациент(?:и|ите|ки)\b|(?:хронично\s)?болни(?:те)?\b(?:\sхора)?|диабетици\w*"),
    ("romska-obshtnost", r"ромск\w{2,3}\s(?:общност\w*|семейства|махала|квартал\w*|деца|младежи|произход|жени|майки)|роми(?:те)?\b"),
    ("bezhantsi-i-migranti", r"бежан\w+|мигрант\w*|чужденци(?:те)?|украински\s(?:граждани|семейства|деца|майки)|украинци(?:те)?\b|търсещи(?:те)?\s(?:закрила|убежище)"),
    ("bezrabotni", r"безработн\w+|търсещи(?:те)?\sработа|останали(?:те)?\sбез\sработа|хора(?:та)?\sбез\sработа"),
    ("hora-v-risk-ot-bednost", r"бедн(?:и|ите)\s(?:хора|семейства|жители)|хора\w*\sв\sриск|бездомн\w+|хора(?:та)?\sбез\sдом|социално\sслаби|уязвими(?:те)?\s(?:групи|хора)|нуждаещи(?:те)?\sсе|(?:с|със)\sниски\sдоходи|крайно\sбедни"),
    ("biznes-i-predpriemachi", r"предприемач\w*|(?:(?:зърно|плодо|винo)?производител|работодател|хотелиер|ресторантьор|търгов|земедел|животновъд|овощар|лозар|пчелар|фермер|рибар)(?:и|ите|ци|ците|ски\sстопани)\b|стопан(?:и|ите)\b|фирми(?:те)?\b|бизнес(?:а|ът)?\b|занаятчи\w*|малки(?:те)?\s(?:и\sсредни(?:те)?\s)?предприятия"),
    ("grazhdanski-organizatsii", r"неправителствени(?:те)?\s(?:\w+\s)?организации|граждански(?:те)?\sорганизации|НПО(?:-тата)?\b|граждански(?:те)?\sгрупи"),
    ("chitalishta", r"читалища(?:та)?\b|читалищни\w*\s(?:работници|секретари|дейци)|самодей(?:ци|ците)\b"),
    ("uchilishta-i-detski-gradini", r"училища(?:та)?\b(?:\sи\sдетски(?:те)?\sградини)?|детски(?:те)?\sградини|директори(?:те)?\sна\sучилища|учител(?:и|ите|ки|ките)\b|педагоз(?:и|ите)\b|преподавател(?:и|ите)\b"),
    ("obshtinska-administratsia", r"общински(?:те)?\s(?:служители|експерти|администрации)|служители(?:те)?(?:\s(?:на|от|в)\s(?:общинската\sадминистрация|общината|Община\s\w+|общините|администрацията|гишетата|кметствата))|общинска(?:та)?\sадминистрация|кметски(?:те)?\sнаместници"),
    ("obshtinski-savetnitsi", r"общински(?:те)?\sсъветници"),
    ("institutsii-i-regionalni-strukturi", r"областни(?:те)?\sадминистрации|държавни(?:те)?\sинституции|регионални(?:те)?\sструктури"),
    ("patnitsi-i-peshehodtsi", r"пътници(?:те)?\b|пешеходци(?:те)?\b|велосипедисти\w*|колоездачи\w*|пътуващи(?:те)?\b|шофьори(?:те)?\b"),
    ("turisti-i-gosti", r"турист(?:и|ите)\b|посетители(?:те)?\sна\s(?:града|музея|парка)|гости(?:те)?\sна\s(?:града|общината|курорта)|летовници(?:те)?\b|поклонници(?:те)?\b|почиващи(?:те)?\b"),
    ("domakinstva-i-etazhni-sobstvenosti", r"домакинств(?:а|ата|о)\b|етажн\w+\sсобствен\w+|собствениц(?:и|ите)\sна\s(?:жилища|апартаменти)"),
    ("zhiteli-na-selata", r"(?:жители(?:те)?|хора(?:та)?|жени(?:те)?|деца(?:та)?)\s(?:от|на|в)\s(?:[а-я]+\s){0,2}?села(?:та)?\b|селяни(?:те)?\b|(?P<place>по\sселата|обхваща\s\d+\sсела\b|в\s(?:\d+\s|\w+\s)?села\b|в\sселата\s[А-Я])"),
    ("zhiteli-na-obshtinata", r"жители(?:те)?\b|граждани(?:те)?\b|съседи(?:те)?\b|доброволци(?:те)?\b|всички(?:те)?\s(?:[а-я]+\s)?[а-я]{3,16}(?:чани|енци|янци|ренци)\b"),
)  # fmt: skip
_COMPILED = tuple((slug, re.compile(rf"\b(?:{words})", re.I)) for slug, words in _GROUPS)

# What makes a sentence one about whom the practice is for.
_AIMED = re.compile(
    r"целев\w{1,3}\s(?:груп|аудитори)\w{1,3}|[Нн]асочен\w?\s(?:е\s|са\s|сме\s|беше\s|основно\s|преди\sвсичко\s|най-вече\s)*към|предназначен\w?\s(?:е\s|са\s|основно\s|преди\sвсичко\s|най-вече\s)*за|в\sполза\sна|ползвател(?:и|ите)\b|потребители(?:те)?\sса"
    r"|ползват\s(?:я|го|ги|услугата)|(?:[Уу]слугата|[Пп]роектът|[Пп]рактиката|[Пп]рограмата|[Цц]ентърът|[Мм]ярката|[Дд]ейностите|[Пп]омощта)\s(?:е|са)\s(?:[а-я-]+\s){0,3}(?:за|към)\s|[Пп]олз(?:а|ата|и|ите)\s(?:е|са|имат)\s(?:[а-я-]+\s){0,3}(?:за\s)?|полезн\w{1,2}\s(?:[а-я-]+\s){0,3}за\s"
    r"|възползва\w*|облагодетелств\w+|бенефициенти\sса|помощ(?:та)?\sполуч\w+|(?:се\sрадват|радост\sза)|адресиран\w?\s(?:е\s|са\s)?към|(?:създаден|замислен|направен|достъпн|отворен)\w{0,2}\s(?:е\s|са\s|беше\s)?(?:[а-я-]+\s){0,2}за\s(?!\d)"
    r"|в\sподкрепа\sна\s(?!проект)|грижи\sсе\sза|най-(?:голяма|много)\s(?:полза|печел\w+)|улеснява\w*|печелят",
    re.I,
)
# A group that only acts, pays or gives is not served.
_ACTS = re.compile(
    r"(?:(?!сам[аи]?\b)[а-я,]+\s){0,2}?(?:прие(?:ха|т)|гласува(?:ха|т)|одобри(?:ха)?|подписа(?:ха)?|дари(?:ха)?|помог(?:на|наха)|помагат|монтира\w*|обикалят|разнасят|поеха|изготвиха|разработиха|написаха|водят|преподават|изработиха)\b",
    re.I,
)
_GAVE = re.compile(
    r"(?:(?:събра|получ|дар|плат|поддърж|закуп|изработ|осигур|изпълн|достав|направ)[а-я]{0,8}(?:\s[а-я]+){0,3}\sот(?:\s(?:над\s)?\d[\d ]*)?|със\sсредства\sна|вноски\w*\s(?:на|от)|изпълнител\w*|доставчи\w+|с\sпомощта\sна"
    r"|съвет\sот\s[а-я\d]+|\b(?:дом(?:ът|а)?|асоциаци\w+|съюз\w{0,2}|клуб(?:ът|а)?)\s(?:за|на))\s(?:местни(?:те)?\s)?$"
    r"|\b(?:майки|родители|семейства)(?:те|та)?\sна\s$",
    re.I,
)
_MADE_FOR = re.compile(
    r"издаден|отпечатан|изграден|открит|организира|направен|обособен|създаден|подготвен|осигурен|раздаден|предвиден|закупен|проведе|разработен|безплат",
    re.I,
)
# Who was trained, served, asked, given something: the practice was for them.
_SERVED = re.compile(
    r"обучен\w*|обучи(?:ха)?\s|включи(?:ха|ли)\w*|получ(?:и|иха|ават|ава)\b|вози\b|обслуж\w+|раздад\w+|ползва\w*|завършиха|заминаха|минаха|преминаха"
    r"|поканени|работи\sс|помага\w*\sна|помощ\sза|грижа\sза|подкреп\w+\sза|услуг\w+\sза|достъп\w*\sза|център\w*\sза|клуб\w*\sза|занимани\w+\sза|за\sнуждите\sна|записани|свързани\sса|оборудвани\sса|обхванати\sса|са\s(?:пре)?минали|са\sприети|е\sприел|събра(?:ха)?|кампания\sза"
    r"|прегледан\w*|изследван\w*|лекуван\w*|консултиран\w*|настанен\w*|превоз\w+|подпомогнат\w*|наблюдава\w*|завърна\w*|всяко\s(?:домакинство|училище)|продават|посещава\w*|обхваща|предложени\w+\sна|избраха|получават|учи\sхората|насърчава\w*|безплатно\sза|\bсами\s|вземат",
    re.I,
)
# People came: to a training they were its group, to a conference they were guests.
_CAME = re.compile(r"участва\w*|взеха\sучастие|присъства\w*", re.I)
_TAUGHT = re.compile(
    r"обучени|курс|семинар|школа|работилниц|лагер|тренинг|уъркшоп|академия|клуб|занимани|кампани|посещени|състезани|сеси|учение|кауза|\bден\b",
    re.I,
)
_TROUBLED = re.compile(
    r"\b(?:н[яе]маха|нямат|не\s(?:можеха|могат|знаеха|знаят|стигаха)|можеха\s(?:[а-я]+\s){0,3}само|самотни|липсва\w*|заминават|без\s(?:лекар|работа|достъп))\b",
    re.I,
)
_ASIDE = re.compile(
    r"\bще\s|отменен|отложен|не\sсе\sсъстоя|“,?\s(?:-\s)?(?:каза|казва|обобщи|сподели|обеща)|концерт|танци|песн\w+|гостите|журналист\w+|поздрав\w*|хорото|празни[кч]\w*|обяд\w*|разписани\w+|изложба"
    r"|благодари|сигнал\w*\sна\sграждан|напомня|приемн\w+|по\sпредложение|формуляр\w*",
    re.I,
)
# Groups that are also places.
_HOUSES = {"chitalishta", "uchilishta-i-detski-gradini"}
_ENOUGH = 2.0
# These words stand in every release, so more is asked of them.
_COMMON = {"zhiteli-na-obshtinata": 4.0, "uchilishta-i-detski-gradini": 2.2}


def target_groups(source: Source) -> list[Proposal]:
    """Propose the groups that are named as such, or trained, served or asked, each once."""
    found = []
    for slug, pattern in _COMPILED:
        best, weight, total = None, 0.0, 0.0
        for match in pattern.finditer(source.plain):
            worth = _worth(source, slug, match)
            total += worth
            if worth > weight:
                best, weight = match, worth
        if best and (weight >= 4 or total >= _COMMON.get(slug, _ENOUGH)):
            found.append(
                Proposal("target_groups", slug, *best.span(), source.sentence_at(best.start()))
            )
    return sorted(found, key=lambda p: p.start)


def _is_aimed(source: Source, match: re.Match[str]) -> bool:
    """Whether the sentence says, at most 200 characters off, that the practice is for the group."""
    start, end = source.sentence_at(match.start())
    words = source.plain[max(start, match.start() - 200) : min(end, match.end() + 160)]
    said = _AIMED.search(words)
    if said is None:
        return False
    between = source.plain[max(start, match.start() - 200) + said.end() : match.start()]
    # „…, за да“, „…, докато“: what follows is another thought.
    return not re.search(r",\s(?:за\sда|докато|но|а|защото|като)\s|;", between)


def _worth(source: Source, slug: str, match: re.Match[str]) -> float:
    """Return how surely a mention is of a group that the practice is for, 0 to 4."""
    start, end = source.sentence_at(match.start())
    words = source.plain[max(start, match.start() - 200) : min(end, match.end() + 160)]
    is_place = bool(match.groupdict().get("place"))
    given = _GAVE.search(source.before(match.start(), 40))
    if _ACTS.match(source.after(match.end(), 60).lstrip()) or given:
        return 0.2
    if _is_aimed(source, match):
        return 1.0 if is_place else 4.0
    if _ASIDE.search(words):
        return 0.0
    if re.search(
        r"(?:представител\w*|хора|посредници|никой|гости)\s(?:на|от)\s(?:[а-я]+\s(?:и\s)?){0,3}$",
        source.before(match.start(), 50),
    ):
        return 0.4
    if slug in _HOUSES and re.search(
        r"\b(?:през|в|от|на|до|край)\s(?:[а-я]+\s)?$", source.before(match.start(), 30)
    ):
        return 0.4  # only where it was
    near = source.plain[max(start, match.start() - 70) : min(end, match.end() + 60)]
    if match[0].lower().startswith("доброволц"):
        # Residents who came to learn are residents that the practice was for.
        close = source.before(match.start(), 25)
        return 4.0 if re.search(r"обуч|събра|участва|включи", close, re.I) else 0.4
    if _TAUGHT.search(words) and _CAME.search(near):
        return 2.0
    if _SERVED.search(near):
        return 2.0
    if re.search(r"\b[Зз]а\s(?:[а-я]+\s)?$", source.before(match.start(), 25)) and _MADE_FOR.search(
        near
    ):
        return 2.0
    if source.paragraphs and match.start() < source.paragraphs[0][1]:
        return 2.0 if re.search(r"\b[Зз]а\s$", source.before(match.start(), 5)) else 1.0
    return 2.0 if _TROUBLED.match(source.plain[match.end() : match.end() + 30].strip()) else 0.4
