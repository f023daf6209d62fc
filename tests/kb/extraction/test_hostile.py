"""Whatever the bytes: text or a named reason, within the time; and the reader gets no secrets."""

import contextlib
import io
import json
import subprocess
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.extraction import ExtractionError, Limits, Stopped, extract, reading
from kb.extraction.child import pieces_of
from kb.extraction.cutting import Cut
from kb.extraction.reasons import REASONS, reason
from tests import papers

PDF = papers.pdf("Община Габрово приема наредба", "Втора страница")
WORD = papers.word("Община Габрово приема наредба", "Второ")
SMALL = Limits(processor=5, patience=20)


@st.composite
def spoiled(draw, raw: bytes) -> bytes:
    """The bytes of a file with some of them changed, left out, doubled or cut off."""
    data = bytearray(raw)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        what = draw(st.sampled_from(["change", "drop", "double", "cut"]))
        if what == "change":
            data[at : at + 4] = draw(st.binary(max_size=6))
        elif what == "drop":
            del data[at : at + length]
        elif what == "double":
            data[at:at] = data[at : at + length]
        else:
            del data[max(at, len(data) // 2) :]
    return bytes(data)


def outcome(raw: bytes, kind: str) -> str:
    try:
        return extract(raw, kind, SMALL).cut_by
    except ExtractionError as error:
        return error.code


# Every example is a process; its files are small, so no more than a few are affordable.
few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(spoiled(PDF))
def test_spoiled_pdf_ends_with_text_or_a_reason(raw):
    assert outcome(raw, "pdf") in {*REASONS, "", "damage", "time", "memory"}


@few
@given(spoiled(WORD))
def test_spoiled_document_ends_with_text_or_a_reason(raw):
    assert outcome(raw, "docx") in {*REASONS, "", "damage", "time", "memory"}


@settings(max_examples=300, deadline=None)
@given(st.one_of(spoiled(papers.word_of("<w:p><w:r><w:t>Добро</w:t></w:r></w:p>")), st.binary()))
def test_reader_of_documents_raises_nothing_else(raw):
    with contextlib.suppress(ExtractionError, Cut):
        list(pieces_of("docx", io.BytesIO(raw), SMALL))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400).map(lambda raw: raw.replace(b"\0", b"<w:p>")))
def test_reader_of_markup_raises_nothing_else(raw):
    target = io.BytesIO(papers.word_of(""))
    with zipfile.ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", raw)
    with contextlib.suppress(ExtractionError, Cut):
        list(pieces_of("docx", target, SMALL))


@given(st.binary(max_size=300))
def test_reader_of_plain_text_raises_nothing_else(raw):
    with contextlib.suppress(ExtractionError, Cut):
        list(pieces_of("txt", io.BytesIO(raw), SMALL))


def test_every_error_has_a_sentence():
    codes = {error.code for error in ExtractionError.__subclasses__()}
    assert set(REASONS) == codes
    assert all(reason(code) for code in codes)


def test_process_that_reads_has_no_secrets_and_few_rights(monkeypatch, tmp_path):
    """What a file that takes the reader over would find."""
    monkeypatch.setenv("SECRET_KEY", "тайна")
    probe = (
        "import json, os, resource, sys\n"
        "from kb.extraction.child import confine\n"
        "from kb.extraction.limits import Limits\n"
        "confine(Limits(memory=2**29, processor=7))\n"
        "names = ('AS', 'CPU', 'CORE')\n"
        "soft = [resource.getrlimit(getattr(resource, f'RLIMIT_{n}'))[0] for n in names]\n"
        "print(json.dumps([dict(os.environ), soft, 'django' in sys.modules]))\n"
    )
    seen = {}
    real = subprocess.Popen

    def spied(command, **options):
        seen["process"] = real([*command[:5], "-c", probe], **options)
        return seen["process"]

    monkeypatch.setattr(reading.subprocess, "Popen", spied)
    with (tmp_path / "answer").open("w+b") as answer, (tmp_path / "answer").open("rb") as file:
        assert reading._run("pdf", file, answer, Limits()) == 0
        answer.seek(0)
        environment, soft, has_django = json.loads(answer.read())
    environment.pop("LC_CTYPE", None)
    assert (environment, soft, has_django) == ({}, [2**29, 7, 0], False)


def test_reader_killed_from_outside_is_worth_another_try(monkeypatch):
    real = subprocess.Popen

    def killed(command, **options):
        process = real([sys.executable, "-c", "import time; time.sleep(60)"], **options)
        process.kill()
        return process

    monkeypatch.setattr(reading.subprocess, "Popen", killed)
    with pytest.raises(Stopped):
        extract(PDF, "pdf")
    assert not Stopped.lasting


def test_no_process_is_left_behind(monkeypatch):
    started = []
    real = subprocess.Popen

    def kept(*arguments, **options):
        started.append(real(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(reading.subprocess, "Popen", kept)
    with pytest.raises(ExtractionError):
        extract(papers.heavy_pdf(30), "pdf", Limits(processor=10, patience=1))
    # None would be a process that runs, or has ended and is not yet buried.
    assert [process.returncode is None for process in started] == [False]
