"""Reviewers and rounds for tests, made by the same functions as in life."""

import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from practices.models import Municipality
from practices.reviews import rounds
from practices.reviews.choices import Criterion
from practices.reviews.models import Review, Reviewer, Round
from tests.practices.pages import published

_numbers = itertools.count(1)


def person(group: str | None = "Рецензенти"):
    """A user of the admin with an address."""
    number = next(_numbers)
    user = get_user_model().objects.create_user(f"ocenka-{number}", f"o{number}@example.org")
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def reviewer(place: str = "", organisations=()) -> Reviewer:
    """A reviewer who declared a municipality by its code."""
    municipality = Municipality.objects.get(code=place) if place else None
    return rounds.declare(person(), municipality=municipality, organisations=organisations)


def marks(value: int = 3, **other: int) -> dict[str, tuple[int, str]]:
    """An answer: the same mark everywhere, but for `other`."""
    return {name: (other.get(name, value), f"Защото {name}") for name in Criterion.values}


def with_anchors(editor) -> list[Round]:
    return [rounds.choose_anchor(published(), actor=editor) for _number in range(2)]


def rate_anchors(*reviewers: Reviewer) -> None:
    """Let reviewers rate what they owe."""
    for review in Review.objects.filter(reviewer__in=reviewers, round__kind="anchor"):
        rounds.answer(review, marks())


def asked(asked_round: Round, state: str = "asked") -> list[Reviewer]:
    """The reviewers of a round in a state, in the order they were drawn."""
    return [row.reviewer for row in asked_round.reviews.filter(state=state)]


def review_of(asked_round: Round, one: Reviewer) -> Review:
    return asked_round.reviews.get(reviewer=one)
