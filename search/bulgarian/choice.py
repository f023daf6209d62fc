"""Which of its readings a form is given: the likely one, by counts and by kind of word.

Counts come from our own texts. They are spread over lemmas by expectation-maximisation: a form
that several lemmas share lends each of them as much as the lemma's other forms make likely.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from .hunspell import Reading

# A search is about things, not about acts: `решения` are decisions, not "of the decided one".
PRIOR = {"nominal": 2.0, "verb": 1.0, "bare": 0.15}
BARE_FORMS = 10  # how many forms a word without a paradigm is taken to have
ROUNDS = 12
UNSEEN = 1.0  # the count of a lemma whose forms were never met
# Of two nouns that share a plural the second is meant: `собственици`, `изпитания`.
RIVALS = (("ница", "ник"), ("иня", "ин"), ("йца", "ец"), ("не", "ние"), ("лка", "лец"))
RIVAL_SHARE = 0.1
KEPT_SHARE = 0.05  # a reading less likely than this is forgotten
MAX_READINGS = 3


def choose(
    forms: Mapping[str, set[Reading]], counts: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Return form → its lemmas, the chosen one first.

    Every chosen lemma is its own lemma: a form that is the lemma of any form stands for itself.
    """
    priors = _priors(forms)
    weights = _lemma_weights(priors, counts)
    chosen = {form: _ranked(form, priors[form], weights) for form in forms}
    fixed = {lemmas[0] for lemmas in chosen.values()}
    for lemma in fixed:
        others = [other for other in chosen.get(lemma, ()) if other != lemma]
        chosen[lemma] = (lemma, *others[: MAX_READINGS - 1])
    # A reading is of use only as it stands in an index: as a lemma that is its own.
    return {
        form: tuple(dict.fromkeys(chosen[lemma][0] for lemma in lemmas))
        for form, lemmas in chosen.items()
    }


def _priors(forms: Mapping[str, set[Reading]]) -> dict[str, dict[str, float]]:
    """Return form → lemma → how likely it is before anything is counted.

    A lemma of few forms shows any one of them more often: a noun has five, a verb ninety.
    """
    sizes: Counter[Reading] = Counter(r for readings in forms.values() for r in readings)
    result: dict[str, dict[str, float]] = {}
    for form, readings in forms.items():
        lemmas: dict[str, float] = {}
        for reading in sorted(readings):
            size = BARE_FORMS if reading.kind == "bare" else sizes[reading]
            lemmas[reading.lemma] = lemmas.get(reading.lemma, 0.0) + PRIOR[reading.kind] / size
        for ending, rival in RIVALS:
            for lemma in lemmas:
                if lemma.endswith(ending) and lemma[: -len(ending)] + rival in lemmas:
                    lemmas[lemma] *= RIVAL_SHARE
        result[form] = lemmas
    return result


def _lemma_weights(
    priors: Mapping[str, Mapping[str, float]], counts: Mapping[str, int]
) -> dict[str, float]:
    counted = {form: number for form, number in counts.items() if form in priors}
    weights: dict[str, float] = defaultdict(lambda: UNSEEN)
    for _ in range(ROUNDS):
        fresh: dict[str, float] = defaultdict(lambda: UNSEEN)
        for form, number in counted.items():
            lemmas = priors[form]
            total = sum(weights[lemma] * prior for lemma, prior in lemmas.items())
            for lemma, prior in lemmas.items():
                fresh[lemma] += number * weights[lemma] * prior / total
        weights = fresh
    return weights


def _ranked(
    form: str, lemmas: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the lemmas of one form that are likely enough; the form itself wins a tie."""
    if len(lemmas) == 1:
        return tuple(lemmas)
    shares = {lemma: prior * weights[lemma] for lemma, prior in lemmas.items()}
    total = sum(shares.values())
    order = sorted(shares, key=lambda lemma: (-shares[lemma], lemma != form, lemma))
    kept = [lemma for lemma in order if shares[lemma] >= KEPT_SHARE * total]
    return tuple(kept[:MAX_READINGS])
