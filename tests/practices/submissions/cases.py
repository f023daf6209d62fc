"""People who propose a practice, for tests: each a browser that reads the picture and posts."""

import re

from captcha.models import CaptchaStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from post_office.models import Email

from tests.practices.nominations.people import opened_a_minute_ago

FORM = "/predlozhi/"
THANKS = "/predlozhi/blagodarim/"
SENDER = "kmetstvo@example.org"
FIELDS = {
    "title": "Топъл обяд за единайсет села",
    "municipalities": ["GAB05"],
    "lead_text": "Микробус носи обяд на хора, които живеят сами.",
    "email": SENDER,
    "consent": "on",
}


def code_on(page: str) -> CaptchaStore:
    """The challenge that a page shows."""
    return CaptchaStore.objects.get(hashkey=value_on(page, "code_key"))


def value_on(page: str, name: str) -> str:
    """The value of a hidden field of a page, "" without one."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def pdf(name: str = "Наредба.pdf", content: bytes = b"%PDF-1.7 text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class Proposer:
    """A browser with the form open; `page` is what it shows now."""

    def __init__(self, address: str = "192.0.2.7", form: str = FORM):
        self.client = Client(REMOTE_ADDR=address)
        self.form = form
        self.page = self.client.get(form).content.decode()

    def hidden(self) -> dict[str, str]:
        """What the open form carries along, the solved picture included."""
        code = code_on(self.page)
        return {
            "form_key": value_on(self.page, "form_key"),
            "files_held": value_on(self.page, "files_held"),
            "code_key": code.hashkey,
            "code_answer": code.challenge,
            "code_opened": opened_a_minute_ago(),
        }

    def send(self, **fields):
        """Post the form as filled in; None leaves a field out."""
        data = {**FIELDS, **self.hidden(), **fields}
        data = {name: value for name, value in data.items() if value is not None}
        response = self.client.post(self.form, data)
        self.page = response.content.decode()
        return response


def link_in(mail: Email, part: str) -> str:
    """The path of the link with `part` in a mail."""
    return re.search(rf"https?://[^/\s]+(\S*{part}\S*)", mail.message)[1]
