"""Catalogues: what was translated stays, what is new is empty, what is left over is found."""

import gettext
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import messages
from tests import servers

PRACTICES = next(room for room in messages.ROOMS if room.name == "practices")


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """A small project with two rooms: Python and templates that speak."""
    if shutil.which("xgettext") is None:
        (pytest.fail if servers.required() else pytest.skip)("gettext is not installed")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    for name, text in {
        "practices/models.py": 'from django.utils.translation import gettext as _\n_("Place")\n',
        "practices/curation/views.py": 'from django.utils.translation import gettext as _\n_("Accept")\n',
        "templates/practices/list.html": (
            "{% load i18n %}{% blocktranslate count n=n trimmed %}\n  {{ n }} practice\n"
            "{% plural %}\n  {{ n }} practices\n{% endblocktranslate %}"
        ),
        "templates/emails/practices/new.subject.txt": '{% load i18n %}{% translate "News" %}',
        "templates/base.html": '{% load i18n %}{% translate "Home" context "menu" %}',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def entries(room: messages.Room) -> dict:
    with room.catalogue.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def fill(room: messages.Room, english: str, bulgarian: str) -> None:
    text = room.catalogue.read_text(encoding="utf-8")
    assert f'msgid "{english}"\nmsgstr ""' in text
    filled = text.replace(
        f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{bulgarian}"'
    )
    room.catalogue.write_text(filled, encoding="utf-8")


def test_a_room_has_its_own_texts_and_no_others(project):
    messages.main(["extract"])
    assert entries(PRACTICES) == {
        "Place": "",
        "News": "",
        ("%(n)s practice", "%(n)s practices"): ("", ""),
    }
    assert entries(messages.OUTER) == {"Home": ""}
    assert "Accept" in (project / "practices/curation/locale/bg/LC_MESSAGES/django.po").read_text()


def test_translations_outlive_a_new_extraction_and_left_over_ones_go(project):
    messages.main(["extract", "practices"])
    fill(PRACTICES, "Place", "Място")
    fill(PRACTICES, "News", "Новини")
    (project / "templates/emails/practices/new.subject.txt").write_text("")

    messages.main(["extract", "practices"])

    assert entries(PRACTICES)["Place"] == "Място"
    assert "News" not in entries(PRACTICES)
    text = PRACTICES.catalogue.read_bytes()
    messages.main(["extract", "practices"])
    assert PRACTICES.catalogue.read_bytes() == text


def test_check_finds_the_untranslated_the_fuzzy_and_the_outdated(project, capsys):
    room = next(room for room in messages.ROOMS if room.name == "curation")
    assert messages.main(["check", "curation"]) == 1
    assert "out of step" in capsys.readouterr().out

    messages.main(["extract", "curation"])
    assert messages.main(["check", "curation"]) == 1
    assert "curation: untranslated: 'Accept'" in capsys.readouterr().out

    fill(room, "Accept", "Приемете")
    assert messages.main(["check", "curation"]) == 0

    text = room.catalogue.read_text(encoding="utf-8")
    room.catalogue.write_text(text.replace('msgid "Accept"', '#, fuzzy\nmsgid "Accept"'))
    assert messages.main(["check", "curation"]) == 1
    assert "fuzzy" in capsys.readouterr().out


def test_a_translation_that_loses_a_placeholder_is_a_fault(project, capsys):
    room = next(room for room in messages.ROOMS if room.name == "search")
    (project / "search").mkdir()
    (project / "search/views.py").write_text('_("%(count)d found")')
    messages.main(["extract", "search"])
    fill(room, "%(count)d found", "намерени")
    assert messages.main(["check", "search"]) == 1
    said = capsys.readouterr().out
    assert "search: %(count) only on one side: '%(count)d found'" in said


def test_compiled_catalogues_answer_and_follow_their_source(project):
    messages.main(["extract", "practices"])
    fill(PRACTICES, "Place", "Място")
    target = PRACTICES.catalogue.with_suffix(".mo")
    assert messages.compile_catalogues([PRACTICES]) == [target]
    assert messages.compile_catalogues([PRACTICES]) == []
    with target.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Place") == "Място"
    assert compiled.gettext("News") == "News"
    assert compiled.ngettext("%(n)s practice", "%(n)s practices", 2) == "%(n)s practices"


def test_an_unknown_room_is_refused(capsys):
    with pytest.raises(SystemExit):
        messages.main(["extract", "cellar"])
    assert "no such room: cellar" in capsys.readouterr().err
