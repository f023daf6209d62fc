"""The screens: the whole walk, who may open what, and that nothing leaks before the closing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.reviews import rounds
from practices.reviews.choices import Criterion
from practices.reviews.models import Mark, Review
from tests.practices.pages import published
from tests.practices.reviews.cases import (
    asked,
    marks,
    person,
    rate_anchors,
    review_of,
    reviewer,
    with_anchors,
)

pytestmark = pytest.mark.django_db
INDEX = "/admin/otsenki/"
SECRET = "Издайническа-причина-417"


def filled(value: int = 3, why: str = "Защото") -> dict:
    fields = dict.fromkeys(Criterion.values, value)
    return fields | {f"{name}_why": why for name in Criterion.values}


def test_walk_from_the_ties_to_the_decision(client):
    editor, page = person("Редактори"), published()
    for _number in range(2):
        client.force_login(editor)
        client.post(reverse("reviews_panel", args=[published().pk]), {"step": "anchor"})
    users = [person(), person()]
    for user in users:
        client.force_login(user)
        assert client.get(INDEX).headers["Location"] == f"{INDEX}vrazki/"
        client.post(f"{INDEX}vrazki/", {"municipality": "VTR04"})
    client.force_login(editor)
    panel = reverse("reviews_panel", args=[page.pk])
    assert client.post(panel, {"step": "open"}).status_code == 302
    for user in users:
        client.force_login(user)
        waiting = client.get(INDEX).context["waiting"]
        assert [row.round.is_anchor for row in waiting] == [True, True, False]
        addresses = [reverse("reviews_answer", args=[row.pk]) for row in waiting]
        assert client.get(addresses[-1]).context["practice"] is None
        assert client.post(addresses[-1], filled()).status_code == 422
        response = client.post(addresses[0], filled(why=""))
        assert response.status_code == 422
        assert [bound.value() for _c, _q, bound, _w in response.context["form"].questions()] == (
            ["3"] * 4
        )
        for address in addresses:
            assert client.get(address).context["practice"]["title"]
            assert client.post(address, filled()).status_code == 302
    client.force_login(editor)
    (asked_round,) = page.review_rounds.all()
    assert client.post(panel, {"step": "close", "round": asked_round.pk}).status_code == 302
    assert client.get(panel).context["form"].initial == {"level": 1, "badge": "promising"}
    decision = {"step": "decide", "round": asked_round.pk, "level": 1, "badge": "good"}
    assert client.post(panel, decision).status_code == 422
    assert client.post(panel, {**decision, "reason": "Добра е."}).status_code == 302
    asked_round.refresh_from_db()
    assert (asked_round.state, asked_round.evidence_level, asked_round.badge) == (
        *("decided", 1, "good"),
    )


def test_the_editors_list_costs_the_same_for_many(client):
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    client.force_login(editor)
    client.get(INDEX)
    counts = []
    for places in (("VTR04",), ("VTR04", "VID09", "SML05")):
        for place in places:
            reviewer(place)
        rounds.open_round(page, actor=editor)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(INDEX).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nothing_leaks_before_the_round_is_closed(client):
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    reviewer(), reviewer()
    opened = rounds.open_round(page, actor=editor)
    one, two = asked(opened)
    rate_anchors(one, two)
    given = dict.fromkeys(Criterion.values, (4, SECRET))
    rounds.answer(review_of(opened, one), given)
    panel, answer = (
        reverse("reviews_panel", args=[page.pk]),
        reverse("reviews_answer", args=[review_of(opened, two).pk]),
    )
    # The mark is there to leak: its giver reads it.
    client.force_login(one.user)
    own = reverse("reviews_answer", args=[review_of(opened, one).pk])
    assert client.get(own).content.decode().count(SECRET) == 4
    assert client.get(answer).status_code == 404

    client.force_login(two.user)
    seen = client.get(answer).content.decode() + client.get(INDEX).content.decode()
    assert (SECRET in seen, str(one) in seen) == (False, False)
    assert client.get(own).status_code == 404
    assert client.get(panel).headers["Location"] == "/admin/"

    client.force_login(editor)
    with CaptureQueriesContext(connection) as queries:
        seen = client.get(panel).content.decode()
    assert (SECRET in seen, str(one) in seen) == (False, True)
    assert [row for row in queries.captured_queries if Mark._meta.db_table in row["sql"]] == []
    client.post(panel, {"step": "close", "round": opened.pk})
    assert SECRET not in client.get(panel).content.decode()

    rounds.answer(review_of(opened, two), marks(4))
    rounds.close(opened)
    assert client.get(panel).content.decode().count(SECRET) == 4
    client.force_login(two.user)
    seen = client.get(answer).content.decode()
    assert (seen.count(SECRET), str(one) in seen) == (4, False)


def test_a_reviewer_with_a_tie_reaches_nothing(client):
    editor, page = person("Редактори"), published()
    with_anchors(editor)
    tied, free = reviewer("GAB05"), reviewer("VTR04")
    opened = rounds.open_round(page, actor=editor)
    review = review_of(opened, free)
    address = reverse("reviews_answer", args=[review.pk])
    client.force_login(tied.user)
    assert (client.get(address).status_code, client.post(address, filled()).status_code) == (
        *(404, 404),
    )
    assert client.get(INDEX).context["waiting"] == []

    client.force_login(free.user)
    assert client.post(address, {"conflict": "1", "tie": ""}).status_code == 422
    assert client.post(address, {"conflict": "1", "tie": "Бивш мой проект"}).status_code == 302
    assert client.get(address).status_code == 404
    client.force_login(editor)
    panel = client.get(reverse("reviews_panel", args=[page.pk])).content.decode()
    assert "Бивш мой проект" in panel
    assert Mark.objects.count() == 0


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Рецензенти", [200, 200, 200, 302, 302, 302]),
        # An editor does not rate; an anchor of another practice is not dropped from here.
        ("Редактори", [200, 302, 302, 200, 404, 404]),
        ("Администратори", [200, 302, 302, 200, 404, 404]),
        (None, [302] * 6),
        ("anonymous", [302] * 6),
    ],
)
def test_who_may_open_what(client, group, expected):
    editor, page = person("Редактори"), published()
    anchors = with_anchors(editor)
    mine = reviewer()
    rounds.open_round(page, actor=editor)
    review = Review.objects.get(round__page=page)
    if group == "Рецензенти":
        rate_anchors(mine)
        client.force_login(mine.user)
    elif group != "anonymous":
        client.force_login(person(group))
    panel = reverse("reviews_panel", args=[page.pk])
    found = [
        client.get(INDEX),
        client.get(f"{INDEX}vrazki/"),
        client.get(reverse("reviews_answer", args=[review.pk])),
        client.get(panel),
        client.post(panel, {"step": "drop", "round": anchors[0].pk}),
        client.post(f"{INDEX}retsenzenti/", {"reviewer": "0"}),
    ]
    assert [response.status_code for response in found] == expected
    anchors[0].refresh_from_db()
    assert anchors[0].state == "open"
