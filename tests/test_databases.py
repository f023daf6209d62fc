"""Every test begins with the database as the migrations leave it."""

import subprocess
import sys

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from wagtail.models import Page

from tests import databases


@pytest.mark.django_db(transaction=True)
def test_restore_brings_back_what_migrations_made(database):
    groups, pages = Group.objects.count(), Page.objects.count()
    assert pages > 0
    Group.objects.all().delete()
    User.objects.create_user("left-behind")

    database.restore()

    assert Group.objects.count() == groups
    assert Page.objects.count() == pages
    assert not User.objects.filter(username="left-behind").exists()


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_what_a_test_committed(database_url):
    User.objects.create_user("seen")
    program = (
        "import django; django.setup(); from django.contrib.auth.models import User;"
        "print(User.objects.filter(username='seen').count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "kb.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"


@pytest.mark.postgres
@pytest.mark.django_db
def test_marked_tests_run_on_postgresql(postgres_url):
    assert connection.vendor == "postgresql"
    assert postgres_url.endswith(f"/{connection.settings_dict['NAME']}")


def test_fingerprint_follows_migrations_and_their_data(tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    for name, text in {
        "requirements/runtime.txt": "django==1",
        "practices/migrations/0001_initial.py": "from practices import registers",
        "practices/__init__.py": "",
        "practices/registers.py": "one = 1",
        "practices/views.py": "one = 1",
        "practices/data/places.csv": "a,b",
        "search/suggestions/entries.py": "one = 1",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    seen = [databases.fingerprint()]
    for name in (
        "requirements/runtime.txt",
        "practices/migrations/0001_initial.py",
        "practices/registers.py",
        "practices/data/places.csv",
        "search/suggestions/entries.py",
    ):
        path = tmp_path / name
        path.write_text(path.read_text() + " ")
        seen.append(databases.fingerprint())
    assert len(set(seen)) == len(seen)

    (tmp_path / "practices/views.py").write_text("two = 2")
    assert databases.fingerprint() == seen[-1]
