"""What the tests of the protection share."""

import re
import time

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client

from kb.protection.fields import STAMP_SALT
from tests.kb.protection import site


class AgedSigner(TimestampSigner):
    """Signs as if it were some seconds ago."""

    def __init__(self, seconds: float):
        super().__init__(salt=STAMP_SALT)
        self.seconds = seconds

    def timestamp(self) -> str:
        return b62_encode(int(time.time() - self.seconds))


def stamp(seconds: float) -> str:
    """What the hidden field of a form holds that was opened `seconds` ago."""
    return AgedSigner(seconds).sign("opened")


def solved(key: str | None = None) -> dict[str, str]:
    """The fields of a post that reads a challenge rightly: the given one or the newest."""
    rows = CaptchaStore.objects.order_by("-pk")
    store = rows.get(hashkey=key) if key else rows[0]
    return {"code_key": store.hashkey, "code_answer": store.challenge, "code_opened": stamp(60)}


def key_on(page: str) -> str:
    """The key of the challenge that a page shows."""
    return re.search(r'name="code_key" value="([0-9a-f]{40})"', page)[1]


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()
    site.accepted.clear()


@pytest.fixture
def visitor(settings, db) -> Client:
    """Somebody who has opened the form."""
    settings.ROOT_URLCONF = "tests.kb.protection.site"
    client = Client()
    client.get("/proba/")
    return client
