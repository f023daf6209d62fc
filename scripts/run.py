"""Start the site on this machine: everything it needs, its web server and its worker.

    python -m scripts.run

PORT (8000), VAR_DIR (var/ in the checkout) and DATABASE_URL may be set. DEBUG=1 serves with
Django's own reloading server. Ctrl-C ends all of it.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from scripts import environment

ADDRESS = "127.0.0.1"
START_LIMIT = 60  # seconds


def main() -> int:
    # Ctrl-C (to which a shell makes deaf what it starts in the background), asked to, terminal closed.
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, _interrupt)
    port = int(os.environ.get("PORT", "8000"))
    if _is_taken(port):
        print(f"Port {port} is taken. Another one: make run PORT={port + 1}")
        return 1
    url = f"http://{ADDRESS}:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    os.environ.setdefault("SITE_URL", url)
    python = str(environment.ensure(development=False))
    prepared = subprocess.run(
        [python, "-m", "scripts.prepare"], cwd=environment.ROOT, check=False
    ).returncode
    if prepared:
        return prepared
    commands = [_web(python, port), [python, "manage.py", "worker"]]
    return _serve(commands, url)


def _web(python: str, port: int) -> list[str]:
    if os.environ.get("DEBUG", "").lower() in {"1", "true", "on", "yes"}:
        return [python, "manage.py", "runserver", f"{ADDRESS}:{port}"]
    return [
        *(python, "-m", "gunicorn", "kb.wsgi"),
        *("--bind", f"{ADDRESS}:{port}"),
        *("--workers", "1", "--threads", "4"),
        *("--log-level", "warning"),
    ]


def _serve(commands: list[list[str]], url: str) -> int:
    """Run the commands side by side until Ctrl-C, or until one of them ends by itself."""
    processes = []
    status = 0
    try:
        # A group of its own for each: Ctrl-C reaches only this process, which ends them in turn.
        processes += [
            subprocess.Popen(command, cwd=environment.ROOT, start_new_session=True)
            for command in commands
        ]
        if _answers(url, processes):
            print(f"\nThe site is at {url}/ (Ctrl-C ends it).\n", flush=True)
            while all(process.poll() is None for process in processes):
                time.sleep(0.3)
        status = 1
        print("The web server or the worker has ended by itself; the lines above say why.")
    except KeyboardInterrupt:
        print("\nEnding …", flush=True)
    finally:
        _end(processes)
    return status


def _answers(url: str, processes: list[subprocess.Popen]) -> bool:
    """Wait for the first answered request; False when a process ended or it took too long."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            try:
                urllib.request.urlopen(url, timeout=START_LIMIT).close()  # noqa: S310 - our own
            except urllib.error.HTTPError as error:
                print(f"The home page answers {error.code}.", flush=True)
            return True
        time.sleep(0.1)
    return False


def _end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
