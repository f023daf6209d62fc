"""The virtual environment and the system packages, from nothing but Python 3.11 and the lock files.

Runs under the system's Python, so it imports nothing that is not in the standard library.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)


def digest(*paths: Path) -> str:
    """Return one digest of files and of everything in folders; what is not there counts as empty."""
    found = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(f"{file.relative_to(ROOT)}\0".encode())
                found.update(file.read_bytes())
    return found.hexdigest()


def ensure(*, development: bool) -> Path:
    """Bring .venv in step with the lock file and return its Python; instant when it already is.

    With `development`, what tests and linters need is there too.
    """
    if not PYTHON.exists():
        if sys.version_info < OLDEST:
            sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        print("Making a virtual environment in .venv …", flush=True)
        try:
            venv.create(FOLDER, with_pip=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(FOLDER, ignore_errors=True)
            sys.exit(
                "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"
            )
    wanted = {name: digest(REQUIREMENTS / f"{name}.txt") for name in ("runtime", "dev")}
    stamp = FOLDER / "installed"
    installed = stamp.read_text() if stamp.exists() else ""
    name = "dev" if development else "runtime"
    # What development installs holds everything that running needs.
    if installed == wanted["dev"] or installed == wanted[name]:
        return PYTHON
    print(f"Installing what requirements/{name}.txt locks …", flush=True)
    stamp.unlink(missing_ok=True)
    _install(REQUIREMENTS / f"{name}.txt")
    stamp.write_text(wanted[name])
    return PYTHON


def _install(lock_file: Path) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--require-hashes", "--requirement"]
    uv = [str(FOLDER / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    uv += ["--require-hashes", "--requirement", str(lock_file)]
    has_uv = (
        subprocess.run([*pip, str(REQUIREMENTS / "installer.txt")], check=False).returncode == 0
    )
    if has_uv and subprocess.run(uv, check=False).returncode == 0:
        return
    # Slower, but it knows what uv may not: a proxy or a package index set up for pip.
    if subprocess.run([*pip, str(lock_file)], check=False).returncode:
        sys.exit("The packages could not be installed; the lines above say why.")


@dataclass(frozen=True)
class SystemPackage:
    """Something outside Python that tests need, and how to see whether it is there."""

    package: str
    purpose: str
    is_there: Callable[[], bool]


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _file(pattern: str) -> Callable[[], bool]:
    return lambda: any(Path("/").glob(pattern))


SYSTEM_PACKAGES = (
    SystemPackage(
        "postgresql",
        "tests of simultaneous writers",
        _file("usr/lib/postgresql/*/bin/postgres"),
    ),
    SystemPackage("default-jre-headless", "Elasticsearch", _program("java")),
    SystemPackage("maven", "fetching Elasticsearch", _program("mvn")),
    SystemPackage(
        "chromium",
        "browser tests",
        lambda: (
            bool(os.environ.get("CHROMIUM"))
            or _program("chromium", "chromium-browser", "google-chrome")()
        ),
    ),
    SystemPackage("gettext", "the check of translations", _program("xgettext")),
    SystemPackage("espeak-ng", "the spoken code", _program("espeak-ng")),
    SystemPackage("hunspell-bg", "the lexicon", _file("usr/share/hunspell/bg_BG.dic")),
)


def ensure_system() -> list[str]:
    """Install what is missing where this user may; return the names of what still is."""
    missing = [wanted for wanted in SYSTEM_PACKAGES if not wanted.is_there()]
    if not missing:
        return []
    names = [wanted.package for wanted in missing]
    prefix = _privilege()
    if prefix is not None and shutil.which("apt-get"):
        print(f"Installing system packages: {' '.join(names)} …", flush=True)
        command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
        subprocess.run([*command, "update"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(
            [*command, "install", "--yes", "--no-install-recommends", *names],
            check=False,
            stdout=subprocess.DEVNULL,
        )
        missing = [wanted for wanted in missing if not wanted.is_there()]
    for wanted in missing:
        print(f"Missing: {wanted.package} ({wanted.purpose})", flush=True)
    if missing:
        names = [wanted.package for wanted in missing]
        print(f"On Debian or Ubuntu: sudo apt-get install {' '.join(names)}", flush=True)
    return [wanted.package for wanted in missing]


def _privilege() -> list[str] | None:
    """Return what to put before a command that installs; None where this user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        allowed = subprocess.run(
            ["sudo", "--non-interactive", "true"], check=False, capture_output=True
        )
        if allowed.returncode == 0:
            return ["sudo", "--non-interactive"]
    return None


if __name__ == "__main__":
    ensure_system()
    ensure(development=True)
