"""Target groups of the register: those that the text says are served, trained or aimed at."""

import re

from practices.prefill.proposal import Proposal
from practices.prefill.source import Source

_GROUPS = (
    ("hora-s-uvrezhdania", r"(?:хора|хората|лица|лицата|деца|младежи|граждани)\s(?:с(?:ъс)?\s(?:физически\s|трайни\s)?увреждан\w+)|инвалид\w*"),
    ("detsa-do-sedem-godini", r"деца(?:та)?\s(?:от|в)\sдетск\w+\sград\w+|деца(?:та)?\sдо\s(?:7|седем)\b|най-малки(?:те)?\sдеца"),
    ("uchenitsi", r"учени(?:к|ци|ците)\w*|ученическ\w+"),
    ("mladezhi", r"младеж(?:и|ите)\b|млади(?:те)?\s(?:хора|съветници|жители)|млади\sсъветници"),
    ("roditeli-i-semeystva", r"родител(?:и|ите)\b|семейства(?:та)?\b|майки(?:те)?\b"),
    ("vazrastni-hora", r"възрастни(?:те)?(?:\sи\sсамотни(?:те)?)?\s(?:хора|жители)|самотни(?:те)?\sвъзрастни|пенсионери(?:те)?\b"),
    ("patsienti", r"пациенти(?:те)?\b|болни(?:те)?\s(?:хора)?"),
    ("romska-obshtnost", r"ромск\w{2,3}\s(?:общност\w*|семейства|махала|квартал\w*|деца|младежи|произход)|роми(?:те)?\b"),
    ("bezhantsi-i-migranti", r"бежан\w+|мигрант\w*|чужденци(?:те)?|украински\sграждани"),
    ("bezrabotni", r"безработн\w+"),
    ("hora-v-risk-ot-bednost", r"бедн(?:и|ите)\s(?:хора|семейства|жители)|хора\w*\sв\sриск|бездомн\w+|хора(?:та)?\sбез\sдом|социално\sслаби|уязвими(?:те)?\sгрупи"),
    ("biznes-i-predpriemachi", r"предприемач\w*|производител(?:и|ите)|стопан(?:и|ите)|фирми(?:те)?\b|бизнес(?:а|ът)?\b|фермери\w*|занаятчи\w*|търговци(?:те)?"),
    ("grazhdanski-organizatsii", r"неправителствени(?:те)?\s(?:\w+\s)?организации|граждански(?:те)?\sорганизации|НПО\b"),
    ("chitalishta", r"читалища(?:та)?\b|читалищни\w*\s(?:работници|секретари|дейци)"),
    ("uchilishta-i-detski-gradini", r"училища(?:та)?\b(?:\sи\sдетски(?:те)?\sградини)?|детски(?:те)?\sградини|директори(?:те)?\sна\sучилища|учители(?:те)?\b"),
    ("obshtinska-administratsia", r"общински(?:те)?\s(?:служители|експерти)|служители(?:те)?(?:\s(?:на|от|в)\s(?:общинската\sадминистрация|общината|Община\s\w+|общините|администрацията|гишетата))|общинска(?:та)?\sадминистрация"),
    ("obshtinski-savetnitsi", r"общински(?:те)?\sсъветници"),
    ("institutsii-i-regionalni-strukturi", r"областни(?:те)?\sадминистрации|държавни(?:те)?\sинституции|регионални\sструктури"),
    ("patnitsi-i-peshehodtsi", r"пътници(?:те)?\b|пешеходци(?:те)?\b|велосипедисти\w*"),
    ("turisti-i-gosti", r"турист(?:и|ите)\b|посетители(?:те)?\sна\s(?:града|музея)"),
    ("domakinstva-i-etazhni-sobstvenosti", r"домакинств(?:а|ата|о)\b|етажн\w+\sсобствен\w+"),
    ("zhiteli-na-selata", r"(?:жители(?:те)?|хора(?:та)?)\s(?:от|на|в)\s(?:[а-я]+\s)?села(?:та)?|по\sселата|обхваща\s\d+\sсела\b|в\s(?:\d+\s|\w+\s)?села\b|в\sселата\s[А-Я]"),
    ("zhiteli-na-obshtinata", r"жители(?:те)?\b|граждани(?:те)?\b|съседи(?:те)?\b|доброволци(?:те)?\b"),
)  # fmt: skip
_COMPILED = tuple((slug, re.compile(rf"\b(?:{words})", re.I)) for slug, words in _GROUPS)

_AIMED = re.compile(
    r"целев\w{1,3}\sгруп\w{1,3}|насочен\w?\s(?:е\s|са\s)?към|предназначен\w?\s(?:е\s|са\s)?за|в\sполза\sна|ползватели|потребители(?:те)?\sса",
    re.I,
)
# Who was trained, served, asked, given something: the practice was for them.
_SERVED = re.compile(
    r"обучен\w*|обучи(?:ха)?\s|включи(?:ха|ли)\w*|получ(?:и|иха|ават|ава)\b|вози\b|обслуж\w+|раздад\w+|ползва\w*|завършиха|заминаха|минаха|преминаха"
    r"|поканени|работи\sс|помага\w*\sна|помощ\sза|грижа\sза|подкреп\w+\sза|услуг\w+\sза|достъп\w*\sза|център\w*\sза|клуб\w*\sза|занимани\w+\sза|за\sнуждите\sна|записани|свързани\sса|оборудвани\sса|обхванати\sса|са\s(?:пре)?минали|са\sприети|е\sприел|събра(?:ха)?|кампания\sза"
    r"|всяко\s(?:домакинство|училище)|продават|посещава\w*|обхваща|предложени\w+\sна|избраха|получават|учи\sхората|насърчава\w*|безплатно\sза|\bсами\s|вземат",
    re.I,
)
# People came: to a training they were its group, to a conference they were guests.
_CAME = re.compile(r"участва\w*|взеха\sучастие|присъства\w*", re.I)
_TAUGHT = re.compile(
    r"обучени|курс|семинар|школа|кампани|посещени|състезани|сеси|учение|кауза|\bден\b", re.I
)
_TROUBLED = re.compile(
    r"\b(?:н[яе]маха|нямат|не\s(?:можеха|могат|знаеха|знаят|стигаха)|самотни|липсва\w*|заминават|без\s(?:лекар|работа|достъп))\b",
    re.I,
)
_ASIDE = re.compile(
    r"\bще\s|“,?\s(?:-\s)?(?:каза|казва|обобщи|сподели|обеща)|концерт|танци|песн\w+|гостите|журналист\w+|поздрав\w*|хорото|празни[кч]\w*|обяд\w*|разписани\w+|изложба"
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


def _worth(source: Source, slug: str, match: re.Match[str]) -> float:
    """Return how surely a mention is of a group that the practice is for, 0 to 4."""
    start, end = source.sentence_at(match.start())
    words = source.plain[max(start, match.start() - 200) : min(end, match.end() + 160)]
    if _AIMED.search(words):
        return 4.0
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
        return 4.0 if re.search(r"обучен|събра|участва|включи", close, re.I) else 0.4
    if _TAUGHT.search(words) and _CAME.search(near):
        return 2.0
    if _SERVED.search(near):
        return 2.0
    if source.paragraphs and match.start() < source.paragraphs[0][1]:
        return 1.0
    return 2.0 if _TROUBLED.match(source.plain[match.end() : match.end() + 30].strip()) else 0.4
