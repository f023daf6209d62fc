"""How right the remarks are on texts written for it, with and without faults.

`texts.json` holds entries with the remarks that a careful editor would make: [code, words]. A remark
is right if its code is expected and its words and the expected ones share a piece of the text.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from practices.textcheck.remarks import Remark

TEXTS = Path(__file__).parent / "texts.json"


@dataclass
class Judgement:
    """Counts per code: right, false and missed remarks; and each false or missed one in words."""

    right: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return sorted({*self.right, *self.false, *self.missed})

    def precision(self, code: str) -> float | None:
        """Return right / made, None where no remark was made."""
        made = self.right[code] + self.false[code]
        return self.right[code] / made if made else None

    def recall(self, code: str) -> float | None:
        """Return right / expected, None where none was expected."""
        expected = self.right[code] + self.missed[code]
        return self.right[code] / expected if expected else None


def texts() -> list[dict]:
    """Return the annotated texts: {"name", "entry", "expected": [[code, words]]}."""
    return json.loads(TEXTS.read_text(encoding="utf-8"))


def judge(check: Callable[[dict], list[Remark]]) -> Judgement:
    """Compare what `check` says of every text with what is expected of it."""
    judgement = Judgement()
    for text in texts():
        open_ones = [tuple(row) for row in text["expected"]]
        for remark in check(text["entry"]):
            match = next((row for row in open_ones if _is(remark, row)), None)
            if match:
                open_ones.remove(match)
                judgement.right[remark.code] += 1
            else:
                judgement.false[remark.code] += 1
                judgement.told.append(f"false: {text['name']}: {remark.code}: {remark.text}")
        for code, words in open_ones:
            judgement.missed[code] += 1
            judgement.told.append(f"missed: {text['name']}: {code}: {words}")
    return judgement


def _is(remark: Remark, expected: tuple[str, str]) -> bool:
    code, words = expected
    return remark.code == code and (not words or words in remark.text or remark.text in words)
