"""People, questions and rows for the workshop's tests; each test begins with nothing remembered."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from search import index_words
from search.workshop import live, log, rules
from search.workshop.choices import Kind, PreviewState, Relation
from search.workshop.models import Asked, Rule
from search.workshop.permissions import EDITORS


@pytest.fixture(autouse=True)
def nothing_is_kept(settings) -> Iterator[None]:
    """Processes remember rows and words; a test must not meet those of the one before."""
    settings.ELASTICSEARCH_URL = ""
    for forget in (index_words.forget, live.forget):
        forget()
    yield
    for forget in (index_words.forget, live.forget):
        forget()


@pytest.fixture
def person(db) -> Callable:
    """Make a user of a group of the admin."""

    def make(group: str | None = EDITORS, name: str = "Мария"):
        user = get_user_model().objects.create_user(f"u-{name}-{group}", first_name=name)
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def editor(person):
    return person()


@pytest.fixture
def asked(db) -> Callable:
    """Keep questions as if readers had asked them: one in each of the last `hours` hours."""

    def keep(text: str, *, hours: int = 1, days: int = 0, **fields) -> list[Asked]:
        values = {"language": "bg", "total": 3, "milliseconds": 20, **fields}
        now = log.hour() - timedelta(days=days)
        return [
            Asked.objects.create(text=text, hour=now - timedelta(hours=n), **values)
            for n in range(hours)
        ]

    return keep


@pytest.fixture
def drafted(editor) -> Callable:
    """Propose a row of a kind: synonyms unless another is named."""

    def make(*terms: str, answers: tuple[str, ...] = (), kind: str = Kind.SYNONYM, **more) -> Rule:
        if kind == Kind.SYNONYM:
            more = {"relation": Relation.SAME, "weight": 0.85, **more}
        content = rules.Content(kind, "\n".join(terms), "\n".join(answers), **more)
        return rules.propose(content, actor=editor)

    return make


@pytest.fixture
def live_row(drafted, editor) -> Callable:
    """Propose a row and put it live as if its effect had been looked at (that takes seconds)."""

    def make(*terms: str, **more) -> Rule:
        rule = drafted(*terms, **more)
        Rule.objects.filter(pk=rule.pk).update(
            preview_state=PreviewState.DONE, preview_version=rule.version
        )
        rule = rules.go_live(rule, actor=editor, seen=rule.version)
        index_words.look_again()
        return rule

    return make
