"""Calls and people for tests, made by the same functions as in life."""

import itertools
import re

from captcha.models import CaptchaStore
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from practices.models import Municipality
from search import index_words
from search.wanted import following, matches, transitions
from search.wanted.models import Call, Seeker
from tests.practices.nominations.people import opened_a_minute_ago

_numbers = itertools.count(1)
AUTHOR = "kmetstvo@example.org"
OTHER = "chitalishte@example.org"
REASON = "Такава практика вече има на сайта."
LIST = "/tarsim-praktika/"
NEW = "/tarsim-praktika/nova/"
THANKS = "/tarsim-praktika/blagodarim/"
FIELDS = {
    "title": "Търсим как селата задържат лекар",
    "text": "Кабинетът затвори през май.",
    "municipalities": ["GAB05"],
    "asker": "municipality",
    "email": AUTHOR,
    "consent": "on",
}


def agreed() -> dict:
    return {"consent_version": "2026-11", "consent_at": timezone.now()}


def sent(*, email: str = AUTHOR, places: tuple[str, ...] = ("GAB05",), **values) -> Call:
    """A call that nobody has confirmed yet."""
    language = values.get("language", "bg")
    return transitions.submit(
        values={
            "title": "Търсим как селата задържат лекар",
            "text": "Кабинетът затвори през май.",
            "language": "bg",
            **values,
        },
        author={"email": email, "language": language, **agreed()},
        municipalities=Municipality.objects.filter(code__in=places),
    )


def waiting(**values) -> Call:
    """A confirmed call: it waits for an editor."""
    return transitions.confirm(sent(**values)).call


def opened(**values) -> Call:
    """A published call that is open."""
    return transitions.approve(waiting(**values), actor=None).call


def author_of(call: Call) -> Seeker:
    return call.seekers.get(is_author=True)


def follower_of(call: Call, email: str = OTHER, *, confirmed: bool = True) -> Seeker:
    """Somebody who looks for the same."""
    following.follow(call, email=email, language="bg", consent=agreed())
    seeker = call.seekers.get(email=email)
    if confirmed:
        following.confirm(seeker)
        seeker.refresh_from_db()
    return seeker


def person(group: str | None = "Редактори", **fields):
    """A user of the admin in one of the three groups."""
    user = get_user_model().objects.create_user(f"desk-{next(_numbers)}", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def letters(to: str = AUTHOR) -> list[Email]:
    """The mails queued for an address, oldest first."""
    return [mail for mail in Email.objects.order_by("pk") if mail.to == [to]]


def subjects(to: str = AUTHOR) -> list[str]:
    return [mail.subject for mail in letters(to)]


def steps(call: Call) -> list[tuple[str, str, str, str]]:
    """The audit trail as (step, before, after, text)."""
    return list(call.events.values_list("step", "before", "after", "text"))


def link_in(mail: Email, part: str) -> str:
    """The path of the link with `part` in a mail."""
    return re.search(rf"https?://[^/\s]+(\S*{part}\S*)", mail.message)[1]


def matched() -> int:
    """Let the worker compare what was published; return how many practices it looked at."""
    index_words.forget()
    return matches.match_due()


def value_on(page: str, name: str) -> str:
    """The value of a hidden field of a page, "" without one."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


class Visitor:
    """A browser with a form open; `page` is what it shows now."""

    def __init__(self, form: str = NEW, address: str = "192.0.2.9"):
        self.client = Client(REMOTE_ADDR=address)
        self.form = form
        self.page = self.client.get(form).content.decode()

    def hidden(self) -> dict[str, str]:
        """What the open form carries along, the solved picture included; {} without a form."""
        if not value_on(self.page, "code_key"):
            return {}
        code = CaptchaStore.objects.get(hashkey=value_on(self.page, "code_key"))
        return {
            **{name: value_on(self.page, name) for name in ("form_key", "asked", "looked")},
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
