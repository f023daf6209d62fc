"""Start the real Elasticsearch and PostgreSQL that tests speak to; end them with the run.

A *run* is one folder, named in the environment variable TEST_SERVERS so that every process of
the run finds it: the first one that asks for a server starts it under a file lock, the others
are given its address. Beside each server stands a keeper process, which ends the server when the
run's owner is gone, however it went, so that nothing outlives a killed run.

A server given by the caller (ELASTICSEARCH_URL) is used as it is. TEST_ELASTICSEARCH_DATA names a
folder for indices that are to outlive the run (benchmarks). From the command line:

    python -m tests.servers pytest -m postgres     a command with both, in DATABASE_URL and
                                                   ELASTICSEARCH_URL
"""

import contextlib
import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

RUN = "TEST_SERVERS"
USER = "kb-tests"
ELASTICSEARCH_VERSION = "8.19.21"
ELASTICSEARCH_ARTIFACT = (
    f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH_VERSION}:zip"
)
# Held so that Python does not complain of children left running: another process ends them.
_keepers: list[subprocess.Popen] = []
START_LIMIT = 120  # seconds; a start takes 2 (PostgreSQL) and 11 (Elasticsearch) on an idle machine


class Unavailable(Exception):
    """A server cannot be had on this machine; the text says what is missing."""


def required() -> bool:
    """Tell whether a missing server is a failure: on CI it is, elsewhere a reason to skip."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def elasticsearch() -> str:
    """Return the address of the run's Elasticsearch, starting it if nobody has."""
    return os.environ.get("ELASTICSEARCH_URL") or _shared("elasticsearch", _start_elasticsearch)


def postgres() -> str:
    """Return the address of the run's PostgreSQL (its maintenance database), starting it if needed."""
    return _shared("postgres", _start_postgres)


@contextlib.contextmanager
def run() -> Iterator[Path]:
    """Own a run: servers started inside end here. Inside another run, join it."""
    if joined := os.environ.get(RUN):
        yield Path(joined)
        return
    folder = Path(tempfile.mkdtemp(prefix="kb-tests-"))
    folder.chmod(0o755)  # the servers run as another user
    (folder / "owner").write_text(str(os.getpid()))
    os.environ[RUN] = str(folder)
    try:
        yield folder
    finally:
        del os.environ[RUN]
        keepers = [int(path.read_text()) for path in folder.glob("*.keeper")]
        for keeper in keepers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(keeper, signal.SIGTERM)
        _wait(lambda: not any(_alive(keeper) for keeper in keepers), 30)
        for child in _keepers:
            child.poll()
        shutil.rmtree(folder, ignore_errors=True)


def cache_folder() -> Path:
    """Return the folder that outlives a run: the unpacked Elasticsearch, migrated databases."""
    if os.geteuid() == 0:  # a home of root's is closed to the user the servers run as
        folder = Path("/var/cache/knowledge-base-tests")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(home) / "knowledge-base-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file lock; released by the system even if the process is killed."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _shared(name: str, start: Callable[[Path], str]) -> str:
    if RUN not in os.environ:
        raise Unavailable(f"{name}: no run is open (see tests/servers.py)")
    folder = Path(os.environ[RUN])
    address, refusal = folder / f"{name}.url", folder / f"{name}.refusal"
    with locked(folder / f"{name}.lock"):
        if refusal.exists():  # one failed start is enough: it would fail for every worker
            raise Unavailable(refusal.read_text())
        if not address.exists():
            try:
                address.write_text(start(folder))
            except Unavailable as reason:
                refusal.write_text(str(reason))
                raise
        return address.read_text()


# --- Elasticsearch -----------------------------------------------------------------------------


def _start_elasticsearch(folder: Path) -> str:
    java = shutil.which("java")
    if java is None:
        raise Unavailable(
            "Elasticsearch needs Java 17 or newer: apt-get install default-jre-headless"
        )
    home = _elasticsearch_home()
    data = _private_folder(folder / "elasticsearch")
    port, transport = _free_port(), _free_port()
    config = data / "config"
    shutil.copytree(home / "config", config)
    (config / "elasticsearch.yml").write_text(
        "cluster.name: knowledge-base-tests\n"
        "discovery.type: single-node\n"
        "xpack.security.enabled: false\n"
        "network.host: 127.0.0.1\n"
        f"http.port: {port}\n"
        f"transport.port: {transport}\n"
        f"path.data: {_elasticsearch_data(data)}\n"
        f"path.logs: {data / 'logs'}\n"
        # A test machine's disk may be nearly full; the indices here are a few hundred kilobytes.
        "cluster.routing.allocation.disk.threshold_enabled: false\n"
    )
    _give_away(data)
    heap = os.environ.get("TEST_ELASTICSEARCH_HEAP", "512m")  # benchmarks of a million need 3g
    environment = {
        "ES_JAVA_HOME": str(Path(java).resolve().parent.parent),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "ES_PATH_CONF": str(config),
        "ES_TMPDIR": str(_private_folder(data / "tmp")),
        "HOME": str(data),
        "PATH": os.environ["PATH"],
    }
    url = f"http://127.0.0.1:{port}"
    _keep("elasticsearch", [str(home / "bin" / "elasticsearch")], folder, environment)
    _await_start("elasticsearch", folder, lambda: _cluster_answers(url))
    return url


def _elasticsearch_data(folder: Path) -> Path:
    """Return where the indices lie: in the run's folder, or where the caller wants them kept."""
    if kept := os.environ.get("TEST_ELASTICSEARCH_DATA"):
        if not (path := Path(kept)).exists():
            _private_folder(path)
        return path
    return folder / "data"


def _cluster_answers(url: str) -> bool:
    with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
        address = f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s"
        with urllib.request.urlopen(address, timeout=3) as answer:
            return json.load(answer)["status"] in {"yellow", "green"}
    return False


def _elasticsearch_home() -> Path:
    """Return the unpacked server, fetching it from Maven Central the first time (107 MB)."""
    home = cache_folder() / f"elasticsearch-{ELASTICSEARCH_VERSION}"
    with locked(cache_folder() / "elasticsearch.lock"):
        if home.exists():
            return home
        if shutil.which("mvn") is None:
            raise Unavailable("fetching Elasticsearch needs Maven: apt-get install maven")
        with tempfile.TemporaryDirectory(dir=cache_folder()) as name:
            command = ["mvn", "--quiet", "--batch-mode", "dependency:copy"]
            command += [f"-Dartifact={ELASTICSEARCH_ARTIFACT}", f"-DoutputDirectory={name}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=name)
            archives = list(Path(name).glob("*.zip"))
            if done.returncode or not archives:
                raise Unavailable(f"Elasticsearch could not be fetched:\n{done.stdout[-2000:]}")
            with zipfile.ZipFile(archives[0]) as archive:
                archive.extractall(name)
            unpacked = next(path.parent.parent for path in Path(name).glob("*/bin/elasticsearch"))
            for program in (unpacked / "bin").iterdir():
                program.chmod(0o755)
            Path(name).chmod(0o755)
            unpacked.rename(home)
    return home


# --- PostgreSQL --------------------------------------------------------------------------------


def _start_postgres(folder: Path) -> str:
    programs = _postgres_programs()
    data = _private_folder(folder / "postgres")
    initdb = [str(programs / "initdb"), "--pgdata", str(data / "data"), "--username", "kb"]
    initdb += ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    done = subprocess.run(
        initdb, capture_output=True, text=True, check=False, cwd=data, **_as_user(data)
    )
    if done.returncode:
        raise Unavailable(f"PostgreSQL could not be set up:\n{done.stdout}{done.stderr}")
    port = _free_port()
    command = [str(programs / "postgres"), "-D", str(data / "data"), "-p", str(port)]
    command += ["-h", "127.0.0.1", "-k", str(data)]
    # Nothing here has to survive a power cut.
    options = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
    for option in options:
        command += ["-c", option]
    _keep("postgres", command, folder, {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    _await_start("postgres", folder, lambda: subprocess.run(ready, check=False).returncode == 0)
    return f"postgres://kb@127.0.0.1:{port}/postgres"


def _postgres_programs() -> Path:
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[-3])
    )
    if versions:
        return versions[-1].parent
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise Unavailable("PostgreSQL's server is missing: apt-get install postgresql")


# --- Processes ---------------------------------------------------------------------------------


def _user() -> pwd.struct_passwd:
    """Return the user servers run as: this one, or one of their own where this one is root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(USER)
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER],
        check=True,
        capture_output=True,
    )
    return pwd.getpwnam(USER)


def _as_user(folder: Path) -> dict:
    """Return what makes subprocess run a program as the servers' user."""
    if os.geteuid() != 0:
        return {}
    user = _user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _private_folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    user = _user()
    os.chown(path, user.pw_uid, user.pw_gid)
    return path


def _give_away(folder: Path) -> None:
    user = _user()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _keep(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Start a server with its keeper; both write into <name>.log."""
    with (folder / f"{name}.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, __file__, "--keep", (folder / "owner").read_text(), *command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            cwd=folder / name,
            start_new_session=True,
        )
    _keepers.append(keeper)
    (folder / f"{name}.keeper").write_text(str(keeper.pid))


def _keep_watch(owner: int, command: list[str]) -> None:
    """Run a server until it is told to end or the owner of the run is gone."""
    with subprocess.Popen(command, **_as_user(Path.cwd())) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        while server.poll() is None:
            if not _alive(owner):
                server.terminate()
            try:
                server.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue


def _await_start(name: str, folder: Path, answers: Callable[[], bool]) -> None:
    keeper = int((folder / f"{name}.keeper").read_text())
    if not _wait(lambda: answers() or not _alive(keeper), START_LIMIT) or not _alive(keeper):
        log = (folder / f"{name}.log").read_text(errors="replace")
        raise Unavailable(f"{name} did not start. Its last words:\n{log[-3000:]}")


def _alive(pid: int) -> bool:
    """Tell whether a process runs; an ended one whose parent has not asked yet does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # a system without /proc, or gone between the two questions
        return not Path("/proc/self").exists()
    return state != "Z"


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def main(arguments: list[str]) -> int:
    """Run a command with both servers, or, as a keeper, stand beside one."""
    if arguments[:1] == ["--keep"]:
        _keep_watch(int(arguments[1]), arguments[2:])
        return 0
    with run():
        environment = {
            **os.environ,
            "ELASTICSEARCH_URL": elasticsearch(),
            "DATABASE_URL": os.environ.get("DATABASE_URL") or postgres(),
        }
        return subprocess.run(arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
