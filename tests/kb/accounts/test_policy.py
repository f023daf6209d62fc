"""What a page may load: strict outside, Wagtail's needs inside, nobody else's anywhere."""

import pytest

from kb.accounts.policies import ADMIN_POLICY, PUBLIC_POLICY


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
