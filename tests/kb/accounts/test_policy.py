"""What a page may load: strict outside, Wagtail's needs inside, nobody else's anywhere."""

import pytest

from kb.accounts.policies import ADMIN_POLICY, PREVIEW_POLICY, PUBLIC_POLICY
from tests.practices.pages import draft


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", ["/vhod/", "/bez-takava-stranitsa/", "/kod/kartinka/x/"])
def test_the_public_policy_is_strict(client, db, address):
    assert policy(client.get(address)) == PUBLIC_POLICY


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/bez-takava/"])
def test_the_admin_has_its_own(client, admin_user, address):
    client.force_login(admin_user)
    assert policy(client.get(address)) == ADMIN_POLICY


@pytest.mark.parametrize("rules", [PUBLIC_POLICY, ADMIN_POLICY])
def test_no_policy_lets_anybody_else_in(rules):
    allowed = {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert {source for sources in rules.values() for source in sources} <= allowed


def test_the_public_policy_allows_nothing_inline():
    words = {source for sources in PUBLIC_POLICY.values() for source in sources}
    assert words == {"'self'", "'none'"}


def test_a_path_that_only_looks_like_the_admin_is_public(client, db):
    assert policy(client.get("/administrator/")) == PUBLIC_POLICY


def test_a_preview_may_be_framed_by_the_admin_and_by_nobody_else(rf, db):
    answer = draft().make_preview_request(rf.get("/admin/pages/1/edit/preview/"))
    assert policy(answer) == PREVIEW_POLICY
    assert {**PREVIEW_POLICY, "frame-ancestors": ["'none'"]} == PUBLIC_POLICY
