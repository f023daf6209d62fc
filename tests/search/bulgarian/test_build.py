"""The dictionary: compiled from hunspell's files, only when something changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from search.bulgarian import Analyser, Lexicon
from search.bulgarian.build import build
from search.bulgarian.hunspell import find_dictionary

ROOT = Path(__file__).resolve().parents[3]
AFF = """SET UTF-8
SFX C Y 4
SFX C   0         а         .
SFX C   0         и         .
SFX C   0         ите       .
SFX C   0         ът        .

SFX S Y 3
SFX S   ам        а         .
SFX S   ам        ат        .
SFX S   ам        ания      .

SFX O Y 3
SFX O   е         ето       .
SFX O   е         ия        .
SFX O   е         ията      .
"""
WORDS = ["зорк/C", "плуквам/S", "плукване/O", "плукване", "трънк/C", "Зоркин"]
IRREGULAR = ["мрунник", "мрунника", "мрунникът", "мрунници", "мрунниците"]


@pytest.fixture
def aff(tmp_path) -> Path:
    """A small dictionary in hunspell's format, of words that do not exist."""
    folder = tmp_path / "hunspell"
    folder.mkdir()
    (folder / "bg_BG.aff").write_text(AFF, encoding="utf-8")
    words = [*WORDS, "плукам/S", *IRREGULAR]
    (folder / "bg_BG.dic").write_text("\n".join([str(len(words)), *words]), encoding="utf-8")
    return folder / "bg_BG.aff"


def test_forms_get_their_lemma(aff, tmp_path):
    assert build(tmp_path / "out", aff)
    lexicon = Lexicon(tmp_path / "out")
    assert lexicon.readings("зоркът") == ("зорк",)
    assert lexicon.readings("плуква") == ("плуквам",)
    assert lexicon.readings("няма") == ()
    assert "зоркин" in lexicon
    assert lexicon.description["lemmas"] == 7


def test_noun_goes_before_verb(aff, tmp_path):
    build(tmp_path / "out", aff)
    assert Lexicon(tmp_path / "out").readings("плукания") == ("плукам",)
    assert Lexicon(tmp_path / "out").readings("плуквания")[0] == "плукване"


def test_irregular_words_are_linked(aff, tmp_path):
    build(tmp_path / "out", aff)
    lexicon = Lexicon(tmp_path / "out")
    assert {lexicon.readings(form)[0] for form in IRREGULAR} == {"мрунник"}


def test_same_sources_are_compiled_once(aff, tmp_path):
    assert build(tmp_path / "out", aff)
    assert not build(tmp_path / "out", aff)
    before = Lexicon(tmp_path / "out").digest
    aff.with_suffix(".dic").write_text("1\nзорк/C\n", encoding="utf-8")
    assert build(tmp_path / "out", aff)
    assert Lexicon(tmp_path / "out").digest != before
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_open_dictionary_survives_a_rebuild(aff, tmp_path):
    build(tmp_path / "out", aff)
    opened = Lexicon(tmp_path / "out")
    aff.with_suffix(".dic").write_text("1\nнищ/C\n", encoding="utf-8")
    build(tmp_path / "out", aff)
    assert opened.readings("зоркът") == ("зорк",)
    assert Lexicon(tmp_path / "out").readings("зоркът") == ()


@pytest.mark.parametrize("content", ["", "{", '{"format": 0}', '{"format": 2, "digest": "x"}'])
def test_damaged_folder_is_no_dictionary(tmp_path, content):
    (tmp_path / "readings.json").write_text(content, encoding="utf-8")
    lexicon = Lexicon(tmp_path)
    assert not lexicon
    assert lexicon.digest == ""
    assert Analyser(lexicon).analyse("общините")[0].lemma == "община"


def test_dictionary_of_this_installation_is_whole(lexicon):
    assert find_dictionary() is not None
    assert lexicon.description["forms"] > 800_000
    assert lexicon.readings("общините") == ("община",)


def test_command_line_prints_tokens():
    done = subprocess.run(
        [sys.executable, "-m", "search.bulgarian", "Хората", "от", "Габрово"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[1][:6] == ["0", "0-6", "word", "хората", "човек", "човек"]
    assert lines[2][-2:] == ["stop", "word"]
    assert lines[3][2:5] == ["word", "габрово", "габрово"]


def test_package_imports_no_framework():
    code = (
        "import sys, search.bulgarian, search.bulgarian.decoding, search.bulgarian.spelling;"
        "print([m for m in sys.modules if m.split('.')[0] in ('django','wagtail','elasticsearch')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
