"""Words a second, and what the dictionary costs: `python -m benchmarks.analyse [--lexicon DIR]`.

Each figure comes from a process of its own, so that none pays for another. The texts are those of
generated practices, 300,000 forms spread as in real text, with the signs of ordinary prose; the
analyser begins knowing none of them.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.memory import resident
from benchmarks.timing import figure
from search.bulgarian import Analyser, Lexicon
from search.bulgarian.lexicon import default_directory

REPEATS = 3
ODD = (
    *("2014-2020", "15-годишен", "уеб-сайт", "най-добрите", "12 500 лв.", "10.05.2023 г."),
    "BG05SFOP001-2.025-0012-С01",
)


def texts(size: int) -> list[str]:
    """Return the texts of so many practices, each with a few numbers, every tenth with a code."""
    from benchmarks.corpus import Corpus

    made = []
    for practice in Corpus(size).practices():
        parts = [practice.text(name) for name in practice.fields]
        parts += ODD if practice.number % 10 == 0 else ODD[:-1]
        made.append("\n".join(parts))
    return made


def measure_speed(directory: Path, size: int) -> dict[str, float]:
    """Return words a second: what nobody met before, texts read once, texts read again."""
    some = texts(size)
    words = sum(len(text.split()) for text in some)
    analyser = Analyser(Lexicon(directory))
    result: dict[str, float] = {}
    forms = list(dict.fromkeys(word for text in some for word in text.split()))[:20_000]
    result["words never met before"] = len(forms) / _spent(
        lambda: Analyser(analyser.lexicon).token_streams(" ".join(forms))
    )
    result["tokens, texts never met before"] = words / _spent(
        lambda: [analyser.analyse(text) for text in some]
    )
    for name, call in (("tokens", analyser.analyse), ("streams", analyser.token_streams)):
        result[name] = max(
            words / _spent(lambda call=call: [call(text) and None for text in some])
            for _ in range(REPEATS)
        )
    return result


def _spent(call) -> float:
    """Return the seconds of processor that a call took: one core, whatever else runs on it."""
    started = time.process_time()
    call()
    return time.process_time() - started


def measure_lexicon(directory: Path, _size: int) -> dict[str, float]:
    """Return how long opening takes and what stays resident after 20,000 look-ups."""
    before = resident()
    started = time.perf_counter()
    lexicon = Lexicon(directory)
    lexicon.readings("община")
    opened = (time.perf_counter() - started) * 1000
    for number, form in enumerate(lexicon.forms()):
        if number % 43 == 0:
            lexicon.readings(form)
    return {"lexicon, open, ms": opened, "lexicon, resident, MB": resident() - before}


def main(arguments: list[str]) -> int:
    """Run each measurement in a process of its own and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, default=default_directory())
    parser.add_argument("--size", type=int, default=2_000, help="practices")
    parser.add_argument("--only", choices=("speed", "lexicon"))
    options = parser.parse_args(arguments)
    if options.only:
        measured = {"speed": measure_speed, "lexicon": measure_lexicon}[options.only]
        sys.stdout.write(json.dumps(measured(options.lexicon, options.size)))
        return 0
    for only in ("lexicon", "speed"):
        command = [sys.executable, "-m", "benchmarks.analyse", "--lexicon", str(options.lexicon)]
        command += ["--size", str(options.size), "--only", only]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for name, value in json.loads(output).items():
            figure(name if only == "lexicon" else f"{name}, words a second", value)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
