"""Every named address of the project × who may open it (tests/permissions/table.py).

Who may not is led to the login or home, or refused, by GET and by POST, and changes nothing. Who may
gets an answer. No page that everybody or a reviewer can open shows an address that somebody left.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.urls import reverse

from practices.models import PracticePage
from tests.permissions import addresses
from tests.permissions.table import (
    ABSENT,
    ANONYMOUS,
    ASKS_AGAIN,
    EVERYBODY,
    REVIEWER,
    SKIPPED,
    STAFF,
    TABLE,
)
from tests.permissions.world import SECRET, World, build

pytestmark = pytest.mark.django_db
REFUSED, OPEN, MISSING, BROKEN = "refused", "open", "missing", "broken"
# Where those are led who have nothing to do at an address.
HOMES = ("wagtailadmin_home", "organisation_start", "own_practices")
# Who may not is told that there is nothing.
HIDDEN = ("reviews_answer", "file", "wagtaildocs_serve", "wagtailadmin_api:pages:detail")
# Whoever posts there is out, and the walk would go on as nobody.
ENDS_IT = "wagtailadmin_logout"


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def who_may(name: str) -> set[str] | None:
    """The first line of the table that has the name, None for none."""
    return next((who for pattern, who in TABLE if fnmatchcase(name, pattern)), None)


def outcome(name: str, response: HttpResponse) -> str:
    """What became of a request: let in, or not."""
    status, location = response.status_code, response.headers.get("Location", "")
    led = [reverse(home) for home in HOMES]
    if status == 302 and (location in led or "/vhod/" in location):
        return REFUSED
    if status == 403 and not matches(name, ASKS_AGAIN):
        return REFUSED
    if status == 404:
        return MISSING
    return OPEN if status < 500 else BROKEN


def expected(name: str, role: str) -> set[str]:
    """What may become of a request of somebody in this role."""
    if role in who_may(name):
        return {MISSING, OPEN} if matches(name, ABSENT) else {OPEN}
    # Whose lot it is not finds nothing; files that are not public are said not to be there.
    return {REFUSED, MISSING} if name in HIDDEN else {REFUSED}


def clients(world: World) -> dict[str, Client]:
    """A browser for each role."""
    found = {ANONYMOUS: Client(REMOTE_ADDR="192.0.2.9")}
    for role, user in world.people.items():
        found[role] = Client(REMOTE_ADDR="192.0.2.10")
        found[role].force_login(user)
    assert set(found) == EVERYBODY
    return found


def walked(world: World) -> Iterator[tuple[str, str]]:
    """(name, address) of everything there is to open."""
    arguments = addresses.arguments(world)
    for name, asked in sorted(set(addresses.named())):
        if name not in SKIPPED:
            path = addresses.path_of(name, asked, arguments)
            yield name, path


def content(response: HttpResponse) -> str:
    # Read to its end, a streaming response closes its file.
    return response.getvalue().decode(errors="replace")


def rows() -> dict[str, int]:
    """How many rows every table of ours has."""
    ours = ("kb.", "practices.", "search.")
    models = [model for model in apps.get_models() if model.__module__.startswith(ours)]
    return {model._meta.label: model._default_manager.count() for model in models} | {
        "live": PracticePage.objects.live().count()
    }


def test_every_address_has_a_line_and_every_line_an_address():
    names = {name for name, _asked in addresses.named()} - set(SKIPPED)
    assert sorted(name for name in names if who_may(name) is None) == []
    used = {next(line for line, _who in TABLE if fnmatchcase(name, line)) for name in names}
    assert sorted({line for line, _who in TABLE} - used) == []


def test_who_may_opens_and_who_may_not_is_refused(monkeypatch):
    world = build()
    browsers, faults, shown = clients(world), [], []
    blank = Template.render
    for name, path in walked(world):
        for role, browser in browsers.items():
            # Who reads is shown the page as it is; for the others only the door is of interest,
            # and Wagtail's own pages are not looked at.
            reads = role == ANONYMOUS or (role == REVIEWER and not name.startswith("wagtail"))
            monkeypatch.setattr(Template, "render", blank if reads else lambda *_args: "")
            response = browser.get(path)
            found = outcome(name, response)
            if found not in expected(name, role):
                faults.append(f"{name}: {role} {found} ({response.status_code})")
            if SECRET in content(response):
                shown.append(f"{name}: {role}")
    assert faults == [], "\n".join(faults)
    assert sorted(set(shown) - OWN) == [], "\n".join(sorted(set(shown)))


# Who opens a page by a link of their own sees what they typed themselves, the asked whom they answer.
OWN = {
    f"{name}: {role}"
    for name in (
        "draft",
        "draft_signoff",
        "draft_takeaway",
        "organisation_open",
        "organisation_join",
    )
    for role in (ANONYMOUS, REVIEWER)
}


def test_nobody_posts_what_they_may_not(monkeypatch):
    world = build()
    monkeypatch.setattr(Template, "render", lambda *_args: "")
    browsers, faults, before = clients(world), [], rows()
    for name, path in walked(world):
        for role, browser in browsers.items():
            if role in who_may(name) or name == ENDS_IT:
                continue
            response = browser.post(path)
            # 405: nothing is done there by a post.
            if outcome(name, response) not in expected(name, role) and response.status_code != 405:
                faults.append(f"{name}: {role} {response.status_code}")
    assert faults == [], "\n".join(faults)
    assert rows() == before
    # They were who they were to the end.
    home = {role: browsers[role].get("/admin/").status_code for role in STAFF}
    assert home == dict.fromkeys(STAFF, 200)
