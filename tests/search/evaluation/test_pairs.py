"""Pairs of forms labelled by reading: the list itself, and how well the rules join and part them."""

from pathlib import Path

from search.bulgarian import Analyser, Lexicon
from search.evaluation import judged

PAIRS = judged.OWN_QUERIES.with_name("pairs.tsv")
LEXICON = Path(__file__).resolve().parents[3] / "var" / "lexicon"


def rows() -> list[tuple[str, str, bool]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    return [(one, other, label == "1") for one, other, label in (x.split("\t") for x in lines)]


def test_pairs_are_many_and_half_of_them_are_one_word():
    pairs = rows()
    assert len(pairs) >= 600
    assert len({frozenset((one, other)) for one, other, _ in pairs}) == len(pairs)
    assert 0.45 <= sum(label for *_, label in pairs) / len(pairs) <= 0.55


def test_rules_with_the_dictionary_tell_words_apart():
    analyser = Analyser(Lexicon(LEXICON))
    said = [
        (analyser.lemmas(one)[0] == analyser.lemmas(other)[0], label)
        for one, other, label in rows()
    ]
    assert sum(same == label for same, label in said) / len(said) >= 0.975
    assert sum(label for same, label in said if same) / sum(same for same, _ in said) >= 0.985
