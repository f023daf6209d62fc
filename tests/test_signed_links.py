"""Every kind of signed link × what is wrong with it: a plain page, and nothing happens."""

import copy
import time
from collections.abc import Iterator

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.template.base import Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.changes.choices import ChangeState
from practices.changes.models import ProposedChange
from practices.curation.models import Submission
from practices.leads.models import Lead
from practices.organisations.models import Invitation
from practices.upkeep.models import Standing
from search.wanted.models import Call, Seeker
from tests.permissions import addresses
from tests.permissions.addresses import LINKS
from tests.permissions.world import World, build, sent
from tests.test_permissions import content, rows

pytestmark = pytest.mark.django_db
DAY = 24 * 3600
# What the right link would do with it: taken back, claimed, agreed, answered.
POSTED = {
    "withdraw": "1",
    "claim": "1",
    "verdict": "agreed",
    "state": "running",
    "email": "x@example.org",
}


def made_ago(name: str, row, days: float, monkeypatch) -> str:
    """The token of a link that was signed some days ago."""
    with monkeypatch.context() as patch:
        then = b62_encode(int(time.time() - days * DAY))
        patch.setattr(TimestampSigner, "timestamp", lambda self: then)
        return LINKS[name].token(row)


def wrong(world: World, others: dict, monkeypatch) -> Iterator[tuple[str, str, str, int]]:
    """(name, what is wrong, token, status) of every wrong link."""
    right = addresses.tokens(world.rows)
    kinds = {LINKS[name].row: token for name, token in right.items()}
    for name, token in right.items():
        link, middle = LINKS[name], len(token) // 2
        letter = "A" if token[middle] != "A" else "B"
        yield name, "altered", f"{token[:middle]}{letter}{token[middle + 1 :]}", 404
        yield name, "cut", token[:-2], 404
        yield name, "no link", "x", 404
        for row, foreign in kinds.items():
            if row != link.row:
                yield name, f"that of {row}", foreign, 404
        if link.days is not None:
            old = made_ago(name, world.rows[link.row], link.days + 1, monkeypatch)
            yield name, "expired", old, 410
        if not link.another:
            continue
        mixed = copy.copy(others[link.row])
        mixed.secret = world.rows[link.row].secret
        if name == "lead_claim":
            mixed.claim_secret = world.rows[link.row].claim_secret
        yield name, "for another row", link.token(mixed), link.another


def address(name: str, token: str, arguments: list) -> str:
    asked = dict(addresses.named())[name]
    return addresses.path_of(name, asked, [(name, {"token": token}), *arguments])


def states() -> dict[str, list]:
    """What links can change."""
    return {
        "rows": rows(),
        "proposals": list(Submission.objects.order_by("pk").values_list("state", "version")),
        "leads": list(Lead.objects.order_by("pk").values_list("state", "version", "claim_secret")),
        "calls": list(Call.objects.order_by("pk").values_list("state", "version")),
        "seekers": list(Seeker.objects.order_by("pk").values_list("email", "confirmed_at")),
        "life": list(Standing.objects.order_by("pk").values_list("state", "is_waiting", "secret")),
    }


def another(world: World) -> dict:
    """What others left, and another practice that is asked about."""
    found = sent()
    return found | {
        "standing": Standing.objects.create(pid="2026-9999", is_waiting=True),
        "invitation": Invitation.objects.create(
            account=world.rows["account"], email="x@example.org", expires_at=timezone.now()
        ),
    }


def test_every_address_with_a_token_is_a_kind_of_link():
    with_token = {name for name, asked in addresses.named() if "token" in asked}
    assert with_token - {"wagtailadmin_password_reset_confirm"} == set(LINKS)


def test_a_wrong_link_opens_nothing_and_does_nothing(monkeypatch):
    world = build()
    others, arguments = another(world), addresses.arguments(world)
    blank = Template.render
    client, faults, before = Client(REMOTE_ADDR="192.0.2.9"), [], states()
    for name, fault, token, status in wrong(world, others, monkeypatch):
        path = address(name, token, arguments)
        # The page itself is the same for all of a room; one of each is made.
        shown = blank if fault in ("altered", "expired") else lambda *_args: ""
        monkeypatch.setattr(Template, "render", shown)
        found = client.get(path).status_code, client.post(path, POSTED).status_code
        # Some pages are only read: a post is not taken from anybody.
        if found not in ((status, status), (status, 405)):
            faults.append(f"{name}: {fault} {found} for {status}")
    assert faults == [], "\n".join(faults)
    monkeypatch.setattr(Template, "render", blank)
    # What was typed under a link that was right once is kept for its owner, and shown to nobody.
    kept = ProposedChange.objects.filter(state=ChangeState.UNSENT)
    assert kept.count() == 1
    kept.delete()
    assert states() == before
    # A link that is nearly over still opens: it is the time that closed the others.
    for name, link in LINKS.items():
        young = link.days and made_ago(name, world.rows[link.row], link.days - 1, monkeypatch)
        path = address(name, young or link.token(world.rows[link.row]), arguments)
        response = client.get(path)
        assert (response.status_code, content(response) != "") == (200, True), name


def test_links_of_what_is_erased_are_over():
    world = build()
    arguments, tokens = addresses.arguments(world), addresses.tokens(world.rows)
    paths = {name: address(name, token, arguments) for name, token in tokens.items()}
    for key in (
        "agreement",
        "invitation",
        "seeker",
        "follower",
        "standing",
        "claim",
        "unconfirmed_lead",
    ):
        world.rows[key].delete()
    world.rows["author"].draft.delete()
    for key in ("unconfirmed", "submission"):
        world.rows[key].delete()
    client = Client(REMOTE_ADDR="192.0.2.9")
    found = {name: client.get(path).status_code for name, path in paths.items()}
    # Who has the number of a protocol is told no more than who guesses one.
    assert found == dict.fromkeys(paths, 410) | {
        "signoff_protocol": 404,
        "organisation_open": 200,  # of which nothing was kept
    }


def test_a_button_pressed_twice_acts_once():
    world = build()
    client, rights = Client(REMOTE_ADDR="192.0.2.9"), addresses.tokens(world.rows)
    once = {}
    for name, posted in (
        ("submission_confirm", {}),
        ("lead_confirm", {}),
        ("wanted_confirm", {}),
        ("lead_claim", {"claim": "1"}),
        ("submission_status", {"withdraw": "1"}),
        ("still_alive", {"state": "running"}),
        ("wanted_own", {"withdraw": "1"}),
    ):
        path = reverse(name, args=[rights[name]])
        before = states()
        statuses = [client.post(path, posted).status_code]
        once[name] = states()
        statuses.append(client.post(path, posted).status_code)
        assert max(statuses) < 500, (name, statuses)
        assert once[name] != before, name
        assert states() == once[name], name
