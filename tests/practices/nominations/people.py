"""People who nominate, for tests: each a browser of their own behind some internet connection."""

import re
import time
from urllib.parse import urlsplit

from captcha.models import CaptchaStore
from django.core.signing import TimestampSigner, b62_encode
from django.http import HttpResponse
from django.test import Client

from kb.protection.fields import STAMP_SALT
from practices.nominations.counting import Support
from practices.nominations.models import Nomination


class _AgedSigner(TimestampSigner):
    """Signs as if it were a minute ago."""

    def timestamp(self) -> str:
        return b62_encode(int(time.time() - 60))


def opened_a_minute_ago() -> str:
    return _AgedSigner(salt=STAMP_SALT).sign("opened")


def code_on(page: str) -> CaptchaStore:
    """The challenge that a page shows."""
    key = re.search(r'name="code_key" value="([0-9a-f]{40})"', page)[1]
    return CaptchaStore.objects.get(hashkey=key)


class Person:
    """A browser: it opens the form, reads the picture and posts, as a person would."""

    def __init__(self, address: str = "192.0.2.1", *, check_csrf: bool = False):
        self.client = Client(REMOTE_ADDR=address, enforce_csrf_checks=check_csrf)
        self.page = ""

    def open(self, url: str) -> HttpResponse:
        response = self.client.get(url)
        self.page = response.content.decode()
        return response

    def answers(self, **fields: str) -> dict[str, str]:
        """What the opened form posts when its picture is read rightly."""
        code = code_on(self.page)
        return {
            "code_key": code.hashkey,
            "code_answer": code.challenge,
            "code_opened": opened_a_minute_ago(),
            **fields,
        }

    def post(self, url: str, data: dict) -> HttpResponse:
        response = self.client.post(url, data)
        self.page = response.content.decode()
        return response

    def nominate(self, url: str, **fields: str) -> HttpResponse:
        """Open the form, read the picture, post."""
        self.open(url)
        return self.post(url, self.answers(**fields))


def address_of(page) -> str:
    return f"/praktiki/{page.slug}/nominirai/"


def result_of(response: HttpResponse) -> str:
    """What a redirect says came of a post."""
    assert response.status_code == 302, response.content.decode()[:2000]
    return urlsplit(response["Location"]).query.removeprefix("result=")


def kept(pid: str) -> list[tuple[str, str]]:
    """(state, reason) of the nominations of a practice, the oldest first."""
    return list(Nomination.objects.filter(pid=pid).order_by("id").values_list("state", "reason"))


def support(pid: str = "ДП-2026-0001", **fields) -> Support:
    """A confirmed action of a person of its own unless told otherwise."""
    number = next(_numbers)
    return Support(
        **{
            "pid": pid,
            "language": "bg",
            "giver": f"giver-{number}",
            "place": f"place-{number}",
            "code": f"code-{number}",
            **fields,
        }
    )


_numbers = iter(range(1, 10**9))
