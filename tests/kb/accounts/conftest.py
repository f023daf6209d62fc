"""Editors of the tests."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache

PASSWORD = "parola-za-proba-1"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def editor(db):
    """May open the admin."""
    user = get_user_model().objects.create_user("maria", "maria@example.bg", PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def stranger(db):
    """Has an account and no rights."""
    return get_user_model().objects.create_user("petar", "petar@example.bg", PASSWORD)


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    counter = int(time.time()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


@pytest.fixture
def second_factor(editor) -> str:
    """Give the editor an app for codes and spare codes; return the app's secret."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(editor, secret)
    RecoveryCodes.activate(editor)
    return secret
