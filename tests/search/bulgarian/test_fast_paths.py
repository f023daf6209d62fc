"""What was made fast says what the plain way says: on the real practices and on generated text."""

import importlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from search.bulgarian import Analyser, Lexicon
from search.bulgarian.analyse import Token, normalise_said
from search.bulgarian.codes import codes
from search.bulgarian.tokens import CHUNK, split
from tests.search.bulgarian.test_analyse import texts

MODULE = importlib.import_module("search.bulgarian.analyse")  # not its function
PRACTICES = Path(__file__).resolve().parents[3] / "practices" / "demo" / "practices"
# The chunks without the first way to find one, which is there for speed alone.
PLAIN_CHUNK = re.compile("(?<!" + CHUNK.pattern.partition("|(?<!")[2])


def plainly(analyser: Analyser, text: str) -> list[Token]:
    """Analyse a text chunk by chunk and piece by piece, remembering nothing; without codes."""
    tokens, position = [], 0
    for match in PLAIN_CHUNK.finditer(text):
        last = -1
        for piece in split(match[0]):
            if piece.kind == "number" or piece.text.isdecimal():
                word = (piece.text, piece.text, piece.text, ())
            else:
                word = tuple(analyser.word(piece.text, normalise_said(piece.said)))
            if word[0] and word[1]:
                start, end = match.start() + piece.start, match.start() + piece.end
                tokens.append(Token(start, end, position + piece.step, piece.kind, *word))
                last = max(last, piece.step)
        position += last + 1
    return tokens


def streams_of(tokens: list[Token]) -> dict[str, list[str]]:
    """Return the streams that some tokens make: one of each position, then the further ones."""
    heads: dict[int, Token] = {}
    for token in tokens:
        heads.setdefault(token.position, token)
    further = [token for token in tokens if heads[token.position] is not token]
    return {
        name: [getattr(token, name) for token in (*heads.values(), *further)]
        for name in ("lemma", "exact", "root")
    }


def agrees(analyser: Analyser, text: str) -> None:
    expected = plainly(analyser, text)
    assert [t for t in analyser.analyse(text) if t.kind != "code"] == expected
    streams = analyser.token_streams(text)._asdict()
    assert streams.pop("code").split() == [m for code in codes(text) for m in code.markers]
    assert {name: stream.split() for name, stream in streams.items()} == streams_of(expected)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for part in value.values() for found in strings(part)]
    return [found for part in value for found in strings(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("memory", [65_536, 50], ids=["remembering", "forgetting"])
def test_real_practices_have_the_tokens_of_the_plain_way(lexicon: Lexicon, memory, monkeypatch):
    monkeypatch.setattr(MODULE, "MEMORY", memory)
    analyser = Analyser(lexicon)
    files = sorted(PRACTICES.glob("*.json"))
    found = [strings(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    assert len(found) == 98
    for text in (text for some in found for text in some):
        agrees(analyser, text)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_has_the_tokens_of_the_plain_way(analyser, bare_analyser, text):
    agrees(analyser, text)
    agrees(bare_analyser, text)


def test_no_more_is_remembered_than_allowed(lexicon, monkeypatch):
    monkeypatch.setattr(MODULE, "MEMORY", 100)
    analyser = Analyser(lexicon)
    analyser.analyse(" ".join(f"дума{number}" for number in range(1000)))
    assert len(analyser._chunks) <= 100
    assert len(analyser._older) == 100
    analyser.analyse("нещо " * 10)
    assert "нещо" in analyser._chunks
