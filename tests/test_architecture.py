"""Who may import whom: the arrows of docs/architecture.md, held for every module there is.

Ruff (TID251, the ruff.toml of each room) says the same while one types, as far as a list of banned
names can say it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = {"kb", "kb.protection", "kb.jobs", "kb.mail", "kb.extraction"}
LANGUAGE = {"search.bulgarian"}

# room -> the rooms of ours that its modules may import, beside themselves
ARROWS = {
    "kb.urls": {*GROUND, "kb.accounts", "practices", "search"},
    "kb": {*GROUND, "kb.accounts"},
    "kb.accounts": GROUND,
    "kb.protection": GROUND,
    "kb.jobs": GROUND,
    "kb.mail": GROUND,
    "kb.extraction": set(),
    "practices": GROUND | LANGUAGE,
    "practices.submissions": {*GROUND, *LANGUAGE, "practices", "practices.curation"},
    "practices.nominations": {*GROUND, *LANGUAGE, "practices"},
    "practices.curation": {
        *GROUND,
        *LANGUAGE,
        *("practices", "practices.textcheck", "practices.doubles"),
    },
    "practices.textcheck": {*GROUND, *LANGUAGE, "practices"},
    "practices.prefill": {*GROUND, *LANGUAGE, "practices"},
    "practices.signoff": {*GROUND, *LANGUAGE, "practices"},
    "practices.reviews": {*GROUND, "practices"},
    "practices.upkeep": {*GROUND, "practices"},
    "practices.doubles": {*GROUND, *LANGUAGE, "practices"},
    "practices.drafts": {
        *GROUND,
        *LANGUAGE,
        *("practices", "practices.curation", "practices.submissions", "practices.prefill"),
        *("practices.textcheck", "practices.signoff", "practices.doubles"),
    },
    "practices.leads": {
        *GROUND,
        *("practices", "practices.curation", "practices.submissions", "practices.drafts"),
    },
    "practices.organisations": {
        *GROUND,
        *("practices", "practices.curation", "practices.drafts", "practices.leads"),
        "practices.upkeep",
    },
    "practices.people": {*GROUND, "practices"},
    "practices.changes": {
        *GROUND,
        *("practices", "practices.curation", "practices.drafts", "practices.doubles"),
        "practices.upkeep",
    },
    # A nomination moves a ranking: the search hears it from the room that counts.
    "search": {*GROUND, *LANGUAGE, "practices", "practices.nominations", "search.attachments"},
    "search.attachments": {*GROUND, "practices"},
    "search.workshop": {*GROUND, *LANGUAGE, "practices", "search"},
    # Frequent good questions are among what is suggested.
    "search.suggestions": {*GROUND, *LANGUAGE, "practices", "search", "search.workshop"},
    "search.wanted": {*GROUND, *LANGUAGE, "practices", "search"},
    "search.bulgarian": set(),
}
FLOORS = ("kb", "practices", "search")


def room_of(module: str) -> str:
    """Return the innermost room a dotted name lies in."""
    inside = [room for room in ARROWS if module == room or module.startswith(f"{room}.")]
    return max(inside, key=len)


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names of ours that a module imports, wherever in it."""
    package = ".".join(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                parents = parents[: len(parents) - node.level + 1]
                base = ".".join([*parents, *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in {*FLOORS, "tests", "scripts"})


def modules(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


@pytest.mark.parametrize("floor", FLOORS)
def test_arrows_point_only_downwards(floor):
    wrong = []
    for path in modules(floor):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        room = room_of(module)
        for name in imported(path):
            target = room_of(name) if name.split(".")[0] in FLOORS else name
            if target != room and target not in ARROWS[room]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_the_language_library_needs_no_django():
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules("search/bulgarian")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith(("django", "wagtail"))
        )
        or (
            isinstance(node, ast.Import)
            and any(alias.name.startswith(("django", "wagtail")) for alias in node.names)
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from search import models", ["search.models"]),
        ("import practices.curation.views as v", ["practices.curation.views"]),
        ("def f():\n    from . import records", ["kb.records"]),
        ("from ..search.models import Row", ["search.models.Row"]),
        ("import os", []),
    ],
)
def test_imports_are_seen_in_every_form(tmp_path, monkeypatch, text, names):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / "kb" / "module.py"
    path.parent.mkdir()
    path.write_text(text)
    assert list(imported(path)) == names
