"""People who write a full description, for tests: each a browser without scripts or cookies."""

import re
from html import unescape

from captcha.models import CaptchaStore
from django.test import Client

from practices.drafts.entries import values_from
from practices.drafts.rows import KINDS
from practices.drafts.steps import STEPS
from tests.practices.nominations.people import opened_a_minute_ago

START = "/predlozhi/palno/"
SENDER = "kmetstvo@example.org"
# Everything that the form can say, once.
ENTRY = {
    "title": "Топъл обяд за единайсет села",
    "lead_text": "Микробус носи обяд на хора, които живеят сами.",
    "summary": "Микробус носи топъл обяд на 140 души в единайсет села." + " Така е." * 12,
    "problem_line": "Нямаше кой да готви.",
    "background": ["Нямаше кой да готви.", "Магазинът затвори."],
    "practice": ["Купихме микробус.", "Наехме\nготвач."],
    "results": ["140 души се хранят топло."],
    "what_failed": ["Първата зима пътят не се чистеше."],
    "what_failed_visible_to": "municipalities",
    "limits": ["Трябва кухня."],
    "adapt_notes": ["С по-малък микробус."],
    "steps": [{"action": "Купуване", "term": "два месеца", "responsible": "кметът"}],
    "measures": [
        {
            "indicator": "Хора с топъл обяд",
            "before": "0",
            "after": "140",
            "unit": "души",
            "period": "2019–2021",
            "source": "дневник",
            "kind": "measured",
            "nature": "outcome",
            "planned": False,
        }
    ],
    "municipalities": ["GAB05", "GAB35"],
    "municipalities_note": "и две села отвъд",
    "themes": ["prisposobyavane-kam-klimata", "obuchenie-na-sluzhiteli"],
    "kind": "service",
    "stage": "running",
    "start": "2019-03",
    "end": "2021",
    "ongoing": True,
    "duration_months": 30,
    "cost": {
        "amount": "12500.50",
        "currency": "BGN",
        "currency_name": "",
        "year": 2019,
        "note": "без горивото",
    },
    "running_cost": {"amount": "800.00", "currency": "BGN", "year": 2020, "note": "гориво"},
    "staff_effort": {"person_months": "12.00", "roles": "готвач и шофьор"},
    "funding": [{"programme": "fm-na-eip-okolna-sreda", "share": "85 %", "name": "", "donor": ""}],
    "project_codes": ["BG-1"],
    "lead_organisation": {"name": "Община Габрово", "kind": "municipality", "country": ""},
    "partners": [{"name": "KS", "kind": "association", "country": "NO", "role": "обучение"}],
    "prerequisites": ["vanshno-finansirane"],
    "target_groups": ["zhiteli-na-obshtinata"],
    "target_groups_note": "самотни хора",
    "participation": {"level": "consulted", "note": "анкета"},
    "events": [
        {
            "name": "Откриване",
            "kind": "meeting",
            "start": "2019-03-01",
            "end": None,
            "participants": 25,
            "note": "в читалището",
        }
    ],
    "publications": [
        {"title": "Бюлетин", "kind": "bulletin", "issues": 4, "print_run": 500, "url": ""}
    ],
    "legal_basis": [{"act": "Закон за социалните услуги", "article": "чл. 5"}],
    "documents": [
        {
            "title": "Наредба",
            "kind": "ordinance",
            "adopted_by": "общинският съвет",
            "adopted_on": "2019-01-31",
            "url": "https://example.org/naredba",
            "editable": True,
            "licence": "CC0-1.0",
        }
    ],
    "sources": [{"title": "Новина", "publisher": "вестник", "url": "https://example.org/n"}],
    "evidence_link": "https://example.org/novina",
    "innovator_name": "Домашен социален патронаж",
    "contact": {
        "organisation": "кметството",
        "phone": "066 123",
        "fax": "066 124",
        "email": "office@example.org",
        "consent": True,
    },
    "inspired_by": {"relation": "inspired", "text": "Тревис, Италия"},
    "licence": "CC-BY-SA-4.0",
    "consent": True,
}


def typed(number: int, entry: dict = ENTRY) -> dict[str, str | list[str]]:
    """What a browser posts from step `number` when `entry` is typed into it."""
    step, values = STEPS[number - 1], values_from(entry) | {"email": SENDER}
    post = {name: values[name] for name in step.form.base_fields if values.get(name)}
    for kind in step.rows:
        post[f"{kind}-count"] = str(len(values[kind]))
        for index, row in enumerate(values[kind]):
            post |= {
                f"{kind}-{index}-{name}": row[name] for name in KINDS[kind].base_fields if row[name]
            }
    return {name: "on" if value is True else value for name, value in post.items()}


class Writer:
    """A browser with a draft open; `page` is what it shows, `path` where it is."""

    def __init__(self, path: str = "", address: str = "192.0.2.9") -> None:
        self.client = Client(REMOTE_ADDR=address, enforce_csrf_checks=True)
        self.page = ""
        if not path:
            path = self.client.post(START)["Location"]
        self.root = re.match(r"(.*/palno/[^/]+/)", path)[1]
        self.open(1)

    def open(self, number: int) -> str:
        self.path = f"{self.root}{number}/"
        self.page = self.client.get(self.path).content.decode()
        return self.page

    def post(self, number: int, **fields):
        """Post a step as it is open now; a redirect is followed by opening what it leads to."""
        self.path = f"{self.root}{number}/"
        data = {"version": self.version, **fields}
        response = self.client.post(self.path, data)
        if response.status_code == 302 and self.root in response["Location"]:
            self.page = self.client.get(response["Location"]).content.decode()
        elif response.status_code == 200:
            self.page = response.content.decode()
        return response

    @property
    def version(self) -> str:
        return self.hidden("version")

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return unescape(found[1]) if found else ""

    def code(self) -> dict[str, str]:
        """The solved picture that the last step shows."""
        code = CaptchaStore.objects.get(hashkey=self.hidden("code_key"))
        return {
            "code_key": code.hashkey,
            "code_answer": code.challenge,
            "code_opened": opened_a_minute_ago(),
        }
