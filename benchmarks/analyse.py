"""Words a second, and what the dictionary costs: `python benchmarks/analyse.py [--lexicon DIR]`.

Each figure comes from a process of its own, so that none pays for another. The text is made of the
site's own vocabulary with a Zipf distribution and the signs of ordinary prose.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.bulgarian import Analyser, Lexicon
from search.bulgarian.lexicon import data_lines, default_directory

DOCUMENTS = 2_000
WORDS = 400
REPEATS = 3


def documents() -> list[str]:
    """Return documents of 400 words: frequent forms often, a few numbers, a code in some."""
    chance = random.Random(20260101)
    rows = [line.split("\t") for line in data_lines("frequencies.tsv")]
    forms, counts = [form for form, _ in rows], [int(count) for _, count in rows]
    odd = ["2014-2020", "15-годишен", "уеб-сайт", "най-добрите", "12 500 лв.", "10.05.2023 г."]
    made = []
    for number in range(DOCUMENTS):
        words = chance.choices(forms, counts, k=WORDS - len(odd))
        for position, word in enumerate(odd):
            words.insert(position * 50, word)
        if number % 10 == 0:
            words.append(f"BG05SFOP001-2.025-{number:04}-С01.")
        made.append(", ".join(" ".join(words[at : at + 8]) for at in range(0, len(words), 8)))
    return made


def measure_speed(directory: Path) -> dict[str, float]:
    """Return words a second for streams and tokens, the best of three, cold and remembered."""
    texts = documents()
    words = sum(len(text.split()) for text in texts)
    analyser = Analyser(Lexicon(directory))
    started = time.perf_counter()
    analyser.token_streams(" ".join(f for f, _ in _forms()))
    result = {"words never met before": len(_forms()) / (time.perf_counter() - started)}
    for name, call in (("streams", analyser.token_streams), ("tokens", analyser.analyse)):
        best = 0.0
        for _ in range(REPEATS):
            started = time.perf_counter()
            for text in texts:
                call(text)
            best = max(best, words / (time.perf_counter() - started))
        result[f"{name}, words a second"] = best
    return result


def _forms() -> list[tuple[str, int]]:
    return [(line.split("\t")[0], 0) for line in data_lines("frequencies.tsv")]


def measure_lexicon(directory: Path) -> dict[str, float]:
    """Return how long opening takes and what stays resident after 20,000 look-ups."""
    before = _resident()
    started = time.perf_counter()
    lexicon = Lexicon(directory)
    lexicon.readings("община")
    opened = (time.perf_counter() - started) * 1000
    for number, form in enumerate(lexicon.forms()):
        if number % 43 == 0:
            lexicon.readings(form)
    return {"open, ms": opened, "resident, MB": _resident() - before}


def _resident() -> float:
    """Return the resident memory of this process in MB (its peak where /proc is missing)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(r for r in status.read_text().splitlines() if r.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run each measurement in a process of its own and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, default=default_directory())
    parser.add_argument("--only", choices=("speed", "lexicon"))
    options = parser.parse_args()
    if options.only:
        measured = {"speed": measure_speed, "lexicon": measure_lexicon}[options.only]
        print(json.dumps(measured(options.lexicon)))
        return
    for only in ("lexicon", "speed"):
        command = [sys.executable, __file__, "--lexicon", str(options.lexicon), "--only", only]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for name, figure in json.loads(output).items():
            print(f"{name:28}{figure:>14,.1f}")


if __name__ == "__main__":
    main()
