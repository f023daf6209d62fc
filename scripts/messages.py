"""Keep the Bulgarian catalogues: extract what is to be translated, compile it, check nothing is left.

    python scripts/messages.py extract [room ...]   sources and templates -> <room>/locale/.../django.po
    python scripts/messages.py compile [room ...]   django.po -> django.mo (ignored by git, no gettext needed)
    python scripts/messages.py check [room ...]     fails on anything untranslated, fuzzy or out of step

Every room has a catalogue of its own, so that two people translating never meet in one file. A
catalogue is sorted by the English text and carries no line numbers and no dates: its diff shows
only what was said anew. Extraction (and the part of `check` that compares with the sources) needs
GNU gettext; compiling needs nothing but Babel.
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "bg"
SUFFIXES = {".py", ".html", ".txt"}
HEADER = """\
# Bulgarian texts of the room "{room}"; see scripts/messages.py.
# Licensed under the EUPL-1.2, as the whole project is."""


@dataclass(frozen=True)
class Room:
    """One catalogue: a folder of Python and the template folders that speak for it."""

    name: str
    folder: str
    inner: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Path:
        return ROOT / self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    def sources(self) -> list[Path]:
        """Return the room's own files, without those of the rooms inside it."""
        found = _files(ROOT / self.folder, without=self.inner)
        if self.name == OUTER.name:
            others = {room.name for room in ROOMS if room is not self}
            found += [
                path
                for path in _files(ROOT / "templates")
                if not others & set(path.relative_to(ROOT / "templates").parts[:2])
            ]
        else:
            found += _files(ROOT / "templates" / self.name)
            found += _files(ROOT / "templates" / "emails" / self.name)
        return sorted(found)


# Templates that belong to no other room (base, components, errors, pages, accounts) are its own.
OUTER = Room("kb", "kb", inner=("static", "locale"))
ROOMS = (
    OUTER,
    Room(
        "practices",
        "practices",
        inner=(
            "submissions",
            "nominations",
            "curation",
            "textcheck",
            "prefill",
            "drafts",
            "signoff",
            "reviews",
            "upkeep",
            "doubles",
            "leads",
            "organisations",
            "changes",
            "people",
            "locale",
        ),
    ),
    Room("submissions", "practices/submissions"),
    Room("nominations", "practices/nominations"),
    Room("curation", "practices/curation"),
    Room("textcheck", "practices/textcheck"),
    Room("prefill", "practices/prefill"),
    Room("drafts", "practices/drafts"),
    Room("signoff", "practices/signoff"),
    Room("reviews", "practices/reviews"),
    Room("upkeep", "practices/upkeep"),
    Room("doubles", "practices/doubles"),
    Room("leads", "practices/leads"),
    Room("organisations", "practices/organisations"),
    Room("changes", "practices/changes"),
    Room("people", "practices/people"),
    Room("search", "search", inner=("attachments", "suggestions", "wanted", "workshop", "locale")),
    Room("attachments", "search/attachments"),
    Room("suggestions", "search/suggestions"),
    Room("wanted", "search/wanted"),
    Room("workshop", "search/workshop"),
)


def _files(folder: Path, without: tuple[str, ...] = ()) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES
        and path.is_file()
        and path.relative_to(folder).parts[0] not in without
        and not {"migrations", "__pycache__"} & set(path.parts)
    ]


def extracted(room: Room) -> Catalog:
    """Return the catalogue template of a room's files, as Django's own makemessages reads them."""
    if shutil.which("xgettext") is None:
        sys.exit("GNU gettext is missing (xgettext). On Debian: apt-get install gettext")
    with tempfile.TemporaryDirectory() as name:
        stage = Path(name)
        for source in room.sources():
            copy = stage / source.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
        (stage / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale", LANGUAGE]
        command += ["--keep-pot", "--no-location", "--extension", "html,txt,py"]
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(
            command, cwd=stage, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{room.name}: extraction failed\n{done.stdout}{done.stderr}")
        template = stage / "locale" / "django.pot"
        if not template.exists():
            return Catalog(locale=LANGUAGE)
        # A template with plurals says "nplurals=INTEGER", which a reader of catalogues cannot parse.
        text = template.read_bytes().replace(
            b"nplurals=INTEGER; plural=EXPRESSION", b"nplurals=2; plural=(n != 1)"
        )
        return read_po(io.BytesIO(text), locale=LANGUAGE)


def translated(room: Room) -> Catalog:
    """Return the committed catalogue of a room; an empty one where there is none yet."""
    if not room.catalogue.exists():
        return Catalog(locale=LANGUAGE)
    with room.catalogue.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def merged(room: Room) -> Catalog:
    """Return the room's catalogue with today's texts: known translations kept, nothing guessed."""
    fresh = Catalog(
        locale=LANGUAGE,
        fuzzy=False,
        header_comment=HEADER.format(room=room.name),
        domain="django",
    )
    known = translated(room)
    for message in extracted(room):
        if not message.id:
            continue
        before = known.get(message.id, message.context)
        string = before.string if before else ""
        if message.pluralizable and not isinstance(string, (list, tuple)):
            string = (string, "")
        elif not message.pluralizable and isinstance(string, (list, tuple)):
            string = string[0]
        flags = message.flags | ({"fuzzy"} if before and before.fuzzy else set())
        fresh.add(
            message.id,
            string,
            flags=flags,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return fresh


def as_text(catalogue: Catalog) -> bytes:
    """Return the catalogue as a .po file: sorted, without dates, one header line that matters."""
    with tempfile.TemporaryFile() as file:
        write_po(file, catalogue, width=98, no_location=True, omit_header=True, sort_output=True)
        file.seek(0)
        body = file.read()
    header = (
        f"{catalogue.header_comment}\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {LANGUAGE}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )
    return (header + "\n").encode() + body.lstrip(b"\n")


def write_if_changed(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and leave an equal one untouched."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)  # noqa: PTH101 - a temporary file is born private
    os.replace(file.name, path)  # noqa: PTH105 - the one call that swaps atomically


def extract(rooms: list[Room]) -> int:
    """Bring the .po files in step with the sources; return how many texts wait for a translator."""
    waiting = 0
    for room in rooms:
        catalogue = merged(room)
        if len(catalogue) or room.catalogue.exists():
            write_if_changed(room.catalogue, as_text(catalogue))
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        waiting += missing
        print(f"{room.name}: {len(catalogue)} texts, {missing} to translate")
    return waiting


def compile_catalogues(rooms: list[Room]) -> list[Path]:
    """Make the .mo files beside the .po files; return those written anew."""
    written = []
    for room in rooms:
        source = room.catalogue
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with tempfile.TemporaryFile() as file:
            write_mo(file, translated(room))
            file.seek(0)
            content = file.read()
        target.unlink(missing_ok=True)
        write_if_changed(target, content)
        written.append(target)
    return written


def is_translated(message) -> bool:
    """Tell whether a catalogue entry has every form and no doubt upon it."""
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return not message.fuzzy and all(forms)


def faults(room: Room) -> list[str]:
    """Return what is wrong with a room's catalogue, one sentence each; an empty list when nothing."""
    found = []
    for message in translated(room):
        if not message.id:
            continue
        label = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        if not is_translated(message):
            found.append(f"{room.name}: {'fuzzy' if message.fuzzy else 'untranslated'}: {label!r}")
            continue
        if differing := _differing_placeholders(message):
            found.append(f"{room.name}: {', '.join(differing)} only on one side: {label!r}")
    current = merged(room)
    if len(current) == 0 and not room.catalogue.exists():
        return found
    if not room.catalogue.exists() or as_text(current) != room.catalogue.read_bytes():
        found.append(f"{room.name}: out of step with the sources; run `make messages` and commit")
    return found


PLACEHOLDER = re.compile(r"%\(\w+\)|(?<!%)%[sd]|\{\w*\}")


def _differing_placeholders(message) -> list[str]:
    """Return what a text and its translation do not both put in; sorted, without repetitions.

    A form for one or for many may leave out the number, as long as another form has it.
    """
    sides = []
    for texts in (message.id, message.string):
        forms = texts if isinstance(texts, (list, tuple)) else [texts]
        sides.append({found for form in forms for found in PLACEHOLDER.findall(form)})
    return sorted(sides[0] ^ sides[1])


def check(rooms: list[Room]) -> int:
    """Print every fault of the catalogues; return how many there are."""
    found = [fault for room in rooms for fault in faults(room)]
    print("\n".join(found) if found else "Every text is translated.")
    return len(found)


def main(arguments: list[str] | None = None) -> int:
    names = {room.name: room for room in ROOMS}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("action", choices=["extract", "compile", "check"])
    parser.add_argument("rooms", nargs="*", metavar="room", help=f"of {', '.join(names)}")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.rooms) - set(names):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    rooms = [names[name] for name in chosen.rooms] or list(ROOMS)
    if chosen.action == "extract":
        extract(rooms)
        return 0
    if chosen.action == "compile":
        for path in compile_catalogues(rooms):
            print(path.relative_to(ROOT))
        return 0
    return 1 if check(rooms) else 0


if __name__ == "__main__":
    sys.exit(main())
