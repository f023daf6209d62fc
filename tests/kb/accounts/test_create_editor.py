"""The command that makes an editor."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_editor", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_an_account_and_tells_the_password_once():
    Group.objects.create(name="Проба")
    said = create("maria", "--group", "Проба", "--email", "maria@example.bg")
    password = re.search(r"Password: +(\S+)", said)[1]
    user = authenticate(RequestFactory().get("/"), username="maria", password=password)
    assert (user.username, user.email, user.is_superuser) == ("maria", "maria@example.bg", False)
    assert [group.name for group in user.groups.all()] == ["Проба"]
    assert len(password) >= 16
    again = create("maria")
    assert again == "The account maria is there; its password stays as it is.\n"


def test_it_gives_an_existing_account_more_and_takes_nothing():
    for name in ("Първа", "Втора"):
        Group.objects.create(name=name)
    create("maria", "--group", "Първа")
    before = get_user_model().objects.get().password
    create("maria", "--group", "Втора", "--superuser")
    user = get_user_model().objects.get()
    assert sorted(group.name for group in user.groups.all()) == ["Втора", "Първа"]
    assert (user.is_superuser, user.password) == (True, before)


def test_it_refuses_a_group_that_is_not_there_and_makes_nothing():
    with pytest.raises(CommandError, match="Няма"):
        create("maria", "--group", "Няма")
    assert get_user_model().objects.count() == 0
