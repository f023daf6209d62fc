"""Every mail there is: text and HTML, in both languages, one thing to do in each."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kb.mail import render

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "emails"
KINDS = {".subject.txt", ".txt", ".html"}
CYRILLIC = re.compile("[а-я]", re.IGNORECASE)


def mails() -> dict[str, set[str]]:
    """{name of a mail: kinds of its files}, the two bases left out."""
    found = defaultdict(set)
    for path in FOLDER.glob("*/**/*"):
        if path.is_file():
            stem, _dot, kind = path.name.partition(".")
            found[str(path.parent.relative_to(FOLDER) / stem)].add(f".{kind}")
    return found


class Anything(dict):
    """A context of which nothing is missing: what a mail counts is two, what it lists is empty."""

    def __init__(self) -> None:
        names = set(re.findall(r"[a-z_]+", "".join(map(Path.read_text, FOLDER.glob("*/**/*.*")))))
        super().__init__(dict.fromkeys(names - {"block", "language"}, ""))
        self |= dict.fromkeys(("count", "days", "n", "late", "left", "most", "years"), 2)


def test_there_are_mails_and_each_is_a_trio():
    incomplete = {name: kinds for name, kinds in mails().items() if kinds != KINDS}
    assert incomplete == {}
    assert {"submissions/received", "curation/morning", "drafts/link"} <= set(mails())


@pytest.mark.parametrize("name", sorted(mails()))
def test_mail_says_one_thing_in_either_language(name):
    values = Anything()
    bulgarian, english = (render(name, values, language) for language in ("bg", "en"))
    for part in ("subject", "text", "html"):
        assert CYRILLIC.search(getattr(bulgarian, part)), part
        assert getattr(bulgarian, part) != getattr(english, part), part
    for message in (bulgarian, english):
        assert message.text.strip()
        assert message.html.count('class="button"') <= 1
        assert message.html.lstrip().startswith("<!doctype html>")
    site = re.compile("Опитът на общините|" + re.escape("„“"))
    assert not CYRILLIC.search(site.sub("", english.subject + english.text))
