"""Check everything that can be checked without running the site; report all faults, not the first.

python -m scripts.lint          check
python -m scripts.lint --fix    first mend what can be mended by itself
"""

import os
import subprocess
import sys

from scripts import environment

ROOT = environment.ROOT
# Production refuses to start without these; the values only have to look like real ones.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "kb.settings.production",
    "SECRET_KEY": "a-key-for-the-check-only-" + "x7Q!" * 12,
    "ALLOWED_HOSTS": "opit.example.org",
    "DATABASE_URL": "postgres://kb:secret@127.0.0.1:5432/kb",
    "ELASTICSEARCH_URL": "http://elastic:secret@127.0.0.1:9200",
}


def main(arguments: list[str]) -> int:
    python = str(environment.ensure(development=True))
    if python != sys.executable:
        return subprocess.run([python, "-m", "scripts.lint", *arguments], check=False).returncode
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    djade = [str(environment.FOLDER / "bin" / "djade"), "--target-version", "5.2"]
    ruff = [python, "-m", "ruff"]
    if "--fix" in arguments:
        subprocess.run([*ruff, "check", "--fix", "--quiet", "."], cwd=ROOT, check=False)
        subprocess.run([*ruff, "format", "--quiet", "."], cwd=ROOT, check=False)
        subprocess.run([*djade, *templates], cwd=ROOT, check=False)
    django = {"DJANGO_SETTINGS_MODULE": "kb.settings.dev"}
    checks = [
        ("Python: rules", [*ruff, "check", "."], {}),
        ("Python: format", [*ruff, "format", "--check", "."], {}),
        ("Templates", [*djade, "--check", *templates], {}),
        ("Translations", [python, "-m", "scripts.messages", "check"], {}),
        (
            "Migrations",
            [python, "-W", "error", "manage.py", "makemigrations", "--check", "--dry-run"],
            django,
        ),
        ("Development settings", [python, "manage.py", "check", "--fail-level", "WARNING"], django),
        (
            "Production settings",
            [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            PRODUCTION,
        ),
    ]
    failed = [title for title, command, environ in checks if not _passes(title, command, environ)]
    print(f"\nTo mend: {', '.join(failed)}" if failed else "\nNothing to mend.", flush=True)
    return bool(failed)


def _passes(title: str, command: list[str], environ: dict[str, str]) -> bool:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {title}", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
