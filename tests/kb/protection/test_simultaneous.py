"""One solved code opens the door for one post, however many arrive at once."""

import pytest
from captcha.models import CaptchaStore
from django.test import Client

from kb.protection import challenges
from tests.kb.protection import site
from tests.kb.protection.conftest import solved
from tests.simultaneous import at_once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 8, 50])
def test_simultaneous_posts_of_a_solved_code_count_once(settings, number):
    settings.ROOT_URLCONF = "tests.kb.protection.site"
    Client().get("/proba/")
    fields = {"title": "Чешма", **solved()}

    def post() -> str:
        return Client().post("/proba/", fields).content.decode()

    answers = at_once([post] * number)
    assert (len(answers), answers.count("прието")) == (number, 1)
    assert len(site.accepted) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_simultaneous_redemptions_succeed_once_every_time():
    for _ in range(25):
        key = challenges.open_challenge()
        code = CaptchaStore.objects.get(hashkey=key).challenge
        assert sum(at_once([lambda k=key, c=code: challenges.redeem(k, c)] * 8)) == 1
