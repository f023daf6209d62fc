"""The normaliser with a dictionary, and without one."""

from pathlib import Path

import pytest

from search.bulgarian import Analyser, Lexicon
from search.bulgarian.build import build

LEXICON = Path(__file__).resolve().parents[3] / "var" / "lexicon"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The dictionary of this checkout, compiled when it is missing or old."""
    build(LEXICON)
    return Lexicon(LEXICON)


@pytest.fixture(scope="session")
def analyser(lexicon) -> Analyser:
    return Analyser(lexicon)


@pytest.fixture(scope="session")
def bare_analyser(tmp_path_factory) -> Analyser:
    """The rules and overrides alone, as where nobody has compiled a dictionary."""
    return Analyser(Lexicon(tmp_path_factory.mktemp("no-lexicon")))


@pytest.fixture(params=["with dictionary", "without dictionary"])
def any_analyser(request, analyser, bare_analyser) -> Analyser:
    return analyser if request.param == "with dictionary" else bare_analyser
