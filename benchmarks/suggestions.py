"""How fast suggestions are among 100,000 practices, in every way of typing.

    python -m benchmarks.suggestions [--practices 100000] [--database sqlite|postgresql|both]

A database of its own is made and deleted. Titles are drawn from the dictionary's words with a Zipf
distribution, most of them after the name of a municipality; the registers are the real ones.
"""

import argparse
import itertools
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

WORDS = 60_000
WORDS_IN_TITLE = 8
BATCH = 1000
SAMPLES = 60  # of each way and length
LENGTHS = range(1, 13)
SEED = 20260101

Timing = tuple[float, float]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        measure(options.practices)
        return 0
    chosen = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    for name in chosen:
        print(f"\n{name}, {options.practices:,} practices", flush=True)
        {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[name](options.practices)
    return 0


def _on_sqlite(practices: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run(f"sqlite:///{folder}/bench.sqlite3", practices)


def _on_postgresql(practices: int) -> None:
    import psycopg

    from tests import servers

    with servers.run():
        url = servers.postgres()
        name = f"bench_{secrets.token_hex(4)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        try:
            _run(f"{url.rpartition('/')[0]}/{name}", practices)
        finally:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, practices: int) -> None:
    """Measure in a process of its own, whose database is this one."""
    environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kb.settings.dev"}
    command = [sys.executable, "-m", "benchmarks.suggestions", "--here", "--practices"]
    root = Path(__file__).resolve().parent.parent
    subprocess.run([*command, str(practices)], env=environ, cwd=root, check=True)


def measure(practices: int) -> None:
    """Fill an empty database, then ask it; prints the figures."""
    import django

    django.setup()
    from django.db import connection

    from search.suggestions import models

    with connection.schema_editor() as editor:
        for model in (models.Entry, models.Term, models.Posting, models.IndexState):
            editor.create_model(model)
    titles = Titles()
    started = time.perf_counter()
    _fill(titles, practices)
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    postings, terms = models.Posting.objects.count(), models.Term.objects.count()
    print(f"written in {seconds:.0f} s: {terms:,} words, {postings:,} postings", flush=True)
    _ask(titles)
    _publish(titles, practices)


class Titles:
    """Titles of practices, and the words they are made of."""

    def __init__(self) -> None:
        from search.bulgarian import default_analyser
        from search.bulgarian.lexicon import data_lines, places

        self.random = random.Random(SEED)
        self.analyser = default_analyser()
        rows = [line.split("\t") for line in data_lines("frequencies.tsv")]
        common = [form for form, _count in sorted(rows, key=lambda row: -int(row[1]))]
        known = set(common)
        rest = [form for form in self.analyser.lexicon.forms() if form not in known]
        self.random.shuffle(rest)
        self.words = [*common, *rest][:WORDS]
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.places = [place.name.title() for place in places()]
        self.counts: dict[str, int] = {}

    def draw(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def title(self) -> str:
        """Return a title, and count its words."""
        found = self.draw(max(3, round(self.random.gauss(WORDS_IN_TITLE, 2))))
        for word in found:
            self.counts[word] = self.counts.get(word, 0) + 1
        text = " ".join(found)
        return f"{self.random.choice(self.places)}: {text}" if self.random.random() < 0.6 else text


def _record(titles: Titles, number: int) -> SimpleNamespace:
    """Return what entries.practice reads of a record."""
    place = {"name_bg": titles.random.choice(titles.places), "name_en": ""}
    document = {
        "title": titles.title(),
        "slug": f"praktika-{number}",
        "municipalities": [place],
        "municipalities_claimed": None,
        "municipalities_note": "",
        "project_codes": [{"raw": f"BG05SFOP001-{number:06}"}] if number % 5 == 0 else [],
        "completeness": {"score": titles.random.randint(20, 100)},
        "first_published_on": f"20{titles.random.randint(5, 25):02}-01-15",
    }
    return SimpleNamespace(pid=f"ДП-2026-{number:07}", language="bg", version=1, document=document)


def _fill(titles: Titles, practices: int) -> None:
    from practices import registers
    from search.suggestions import entries, writing

    for first in range(0, practices, BATCH):
        numbers = range(first, min(first + BATCH, practices))
        writing.write([entries.practice(_record(titles, n), ("bg", "en")) for n in numbers])
    oblasti = {
        row["code"]: SimpleNamespace(**row, pk=row["code"]) for row in registers.read("oblasti")
    }
    places = [
        SimpleNamespace(**row, pk=row["code"], oblast=oblasti[row["oblast_code"]])
        for row in registers.read("municipalities")
    ]
    themes = [SimpleNamespace(**{**row, "parent": None}) for row in registers.read("themes")]
    programmes = [SimpleNamespace(**row) for row in registers.read("programmes")]
    rows = [entries.oblast(row, 40) for row in oblasti.values()]
    rows += [entries.municipality(row, 40) for row in places]
    rows += [entries.theme(row, 40) for row in themes]
    rows += [entries.programme(row, 40) for row in programmes]
    rows += entries.questions(" ".join(titles.draw(2)) for _ in range(300))
    writing.write(list({row.name: row for row in rows}.values()))


def _ask(titles: Titles) -> None:
    from django.utils import translation

    from search.suggestions.choosing import suggest
    from search.understanding import Knowledge

    translation.activate("bg")
    knowledge = Knowledge(titles.counts)
    knowledge.prepare()
    suggest("общ", knowledge)
    everything: list[Timing] = []
    print(
        f"{'ms':<35}{'clock p50':>11}{'p95':>8}{'p99':>8}{'CPU p50':>11}{'p95':>8}{'p99':>8}   found"
    )
    for name, typing in WAYS.items():
        times, found = [], 0
        for text in typing(titles):
            answer, timing = timed(lambda text=text: suggest(text, knowledge))
            found += bool(answer)
            times.append(timing)
        everything += times
        _line(name, times, found / len(times))
    _line("all", everything)


def timed(call: Callable[[], object]) -> tuple[object, Timing]:
    """Return what a call gave, and how many milliseconds of the clock and of this process it took.

    A machine that others use too makes the first of them long.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    given = call()
    return given, ((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _line(name: str, times: list[Timing], found: float | None = None) -> None:
    columns = ""
    for column in zip(*times, strict=True):
        ordered = sorted(column)
        p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
        columns += f"{p50:11.1f}{p95:8.1f}{p99:8.1f}"
    share = f"{found:8.0%}" if found is not None else ""
    print(f"{name:<35}{columns}{share}", flush=True)


def _publish(titles: Titles, practices: int) -> None:
    """Write practices one by one, as publishing does, the first of them for the second time."""
    from search.suggestions import entries, writing

    times = []
    for number in range(practices - 100, practices + 100):
        row = entries.practice(_record(titles, number), ("bg", "en"))
        times.append(timed(lambda row=row: writing.write([row]))[1])
    _line("publishing one practice", times)


# --- Ways of typing ----------------------------------------------------------------------------


def _words(titles: Titles) -> Iterator[tuple[str, int]]:
    """Yield words of titles, as often as they stand there, each with a length to type."""
    for length in LENGTHS:
        made = 0
        while made < SAMPLES:
            word = titles.draw(1)[0]
            if len(word) >= length:
                made += 1
                yield word, length


def _each(change: Callable[[str], str]) -> Callable[[Titles], Iterator[str]]:
    def typed(titles: Titles) -> Iterator[str]:
        for word, length in _words(titles):
            yield change(word[:length])

    return typed


def _official(word: str) -> str:
    from search.bulgarian.characters import OFFICIAL_LATIN

    return "".join(OFFICIAL_LATIN.get(letter.upper(), letter) for letter in word).lower()


_INFORMAL = {"ч": "4", "ш": "6", "щ": "6t", "я": "q", "ж": "j", "в": "w", "ъ": "y", "х": "x"}


def _informal(word: str) -> str:
    return "".join(_INFORMAL.get(letter) or _official(letter) for letter in word)


def _other_keyboard(name: str) -> Callable[[str], str]:
    from search.bulgarian.decoding import LAYOUTS

    keys = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    table = str.maketrans({b: a for a, b in zip(keys, LAYOUTS[name], strict=True) if b != " "})
    return lambda word: word.translate(table)


def _swapped(word: str) -> str:
    return word if len(word) < 4 else f"{word[:-3]}{word[-2]}{word[-3]}{word[-1]}"


def _several(count: int) -> Callable[[Titles], Iterator[str]]:
    def typed(titles: Titles) -> Iterator[str]:
        for word, length in _words(titles):
            yield " ".join([*titles.draw(count - 1), word[:length]])

    return typed


def _frequent(titles: Titles) -> Iterator[str]:
    """Two very frequent words and a beginning: long lists to compare."""
    for word, length in _words(titles):
        yield " ".join([*titles.random.sample(titles.words[20:60], 2), word[:length]])


def _english(titles: Titles) -> Iterator[str]:
    from search.bulgarian.glossary import entries

    terms = [term for entry in entries() for term in entry.english]
    for length in LENGTHS:
        for term in titles.random.sample(terms, SAMPLES):
            yield term[: length + 2]


def _nonsense(titles: Titles) -> Iterator[str]:
    letters = "абвгдежзийклмнопрстуфхцчшщъьюяabcdefghijklmnopqrstuvwxyz;[ '"
    for length in LENGTHS:
        for _ in range(SAMPLES):
            yield "".join(titles.random.choices(letters, k=length))


WAYS: dict[str, Callable[[Titles], Iterator[str]]] = {
    "Cyrillic, 1–12 letters": _each(str),
    "official Latin": _each(_official),
    "informal Latin": _each(_informal),
    "another keyboard (БДС)": _each(_other_keyboard("bds")),
    "another keyboard (phonetic)": _each(_other_keyboard("phonetic")),
    "two letters swapped": _each(_swapped),
    "a word and a beginning": _several(2),
    "two words and a beginning": _several(3),
    "two very frequent words, beginning": _frequent,
    "English terms": _english,
    "nonsense": _nonsense,
}


if __name__ == "__main__":
    sys.exit(main())
