"""A Query → the bodies of Elasticsearch searches. Pure: no client, no request.

question (bool)
  must    words: dis_max per word over its alternatives, enough of them found
          phrases: each in one field
  should  neighbours near one another
  must_not, filter: excluded words; the reader's language
light     the same practices by the words alone, of few clauses: candidates for `weighed`
weighed   function_score: the merit of a practice raises what the words say by a share
post_filter + one aggregation per facet, filtered by the others: a facet's own choice is not in
  its counts
"""

from collections.abc import Mapping, Sequence

from search.fields import (
    ATTACHED_SHARE,
    CODE_SCORE,
    MERIT_SHARE,
    NEAR_GAPS,
    NEAR_SHARE,
    PHRASE_LEMMA,
    TIE_BREAKER,
)
from search.query import Phrase, Query
from search.understanding import Alternative, Word

MAX_VALUES = 500  # of one facet: more than there are municipalities
SEED = 1  # of samples: the same question is told the same numbers
# Of a word's exact form, among candidates: between what it adds beside the lemma (TIE_BREAKER)
# and what it counts alone, where a rare form of a frequent word is typed.
EXACT_SHARE = 0.6

SORTS: Mapping[str, list] = {
    "newest": [{"published": "desc"}, {"pid": "asc"}],
    "nominated": [{"nominations": "desc"}, {"published": "desc"}, {"pid": "asc"}],
}
# What a hit of `by_score` is told by, in this order. Sorted by score first, the server skips what
# cannot be among the first.
KEYS = ("score", "published", "pid", "merit", "language")


def by_score(query: Query, size: int, most: int) -> dict:
    """Ask for the first practices by score, the merit not yet counted; KEYS are in their `sort`.

    The server ends after having scored `most` of them, and says `terminated_early`.
    """
    return {
        "query": _narrowed(query, {"bool": _question(query)}),
        "size": size,
        "sort": [{"_score": "desc"}, {"published": "desc"}, {"pid": "asc"}, "merit", "language"],
        "track_total_hits": False,
        "terminate_after": most,
        "stored_fields": "_none_",
    }


def weighed(query: Query, first: int, size: int) -> dict:
    """Ask for a page of practices by their whole score, every one of those found scored."""
    return {
        "query": _weighed(_narrowed(query, {"bool": _question(query)})),
        "from": first,
        "size": size,
        "sort": [{"_score": "desc"}, {"published": "desc"}, {"pid": "asc"}],
        "track_scores": True,
        **_BARE,
    }


def of_candidates(query: Query, candidates: int, size: int) -> dict:
    """Ask for the first by their whole score among so many that have the words best."""
    return {
        "query": _narrowed(query, {"bool": _light(query)}),
        "rescore": {
            "window_size": candidates,
            "query": {
                "rescore_query": _weighed({"bool": _question(query)}),
                "query_weight": 0,
                "rescore_query_weight": 1,
            },
        },
        "size": size,
        **_BARE,
    }


def in_order(query: Query, first: int, size: int) -> dict:
    """Ask for a page of practices in an order in which no score counts."""
    return {
        "query": _narrowed(query, {"bool": _question(query)}),
        "from": first,
        "size": size,
        "sort": SORTS[query.sort],
        **_BARE,
    }


_BARE = {
    "track_total_hits": False,
    "stored_fields": "_none_",
    "docvalue_fields": ["pid", "language", "published"],
}


def counts(query: Query, facets: Sequence[str], most: int | None = None) -> dict:
    """Ask for the number of practices and of each facet's values, all of them or at most so many.

    Apart from the hits it costs much less: no score is worked out.
    """
    chosen = _chosen(query)
    body: dict = {
        "query": {"bool": {"filter": [{"bool": _question(query)}]}},
        "size": 0,
        "track_total_hits": True,
    }
    if chosen:
        body["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    if most is not None:
        body["terminate_after"] = most
    if facets:
        body["aggregations"] = {facet: _counts(facet, chosen) for facet in facets}
    return body


def sampled(query: Query, facets: Sequence[str], share: float) -> dict:
    """Ask for the counts of facets as a random share of the practices found has them.

    `share`: at most a half. The server multiplies what it counts by 1 / share.
    """
    chosen = _chosen(query)
    return {
        "query": {"bool": {"filter": [{"bool": _question(query)}]}},
        "size": 0,
        "track_total_hits": False,
        "aggregations": {
            "sample": {
                "random_sampler": {"probability": share, "seed": SEED},
                "aggregations": {facet: _counts(facet, chosen) for facet in facets},
            }
        },
    }


def _chosen(query: Query) -> dict[str, dict]:
    return {
        facet: {"terms": {f"facets.{facet}": list(values)}}
        for facet, values in query.filters.items()
    }


def _narrowed(query: Query, question: dict) -> dict:
    """Add what was chosen in facets. Conditions change no score."""
    chosen = _chosen(query)
    if not chosen:
        return question
    inside = dict(question["bool"])
    inside["filter"] = [*inside["filter"], *chosen.values()]
    return {"bool": inside}


def _weighed(question: dict) -> dict:
    """Multiply scores by 1 + MERIT_SHARE × merit / 100."""
    by_merit = {"field_value_factor": {"field": "merit", "factor": MERIT_SHARE / 100}}
    return {
        "function_score": {
            "query": question,
            "functions": [{"weight": 1}, by_merit],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def _counts(facet: str, chosen: Mapping[str, dict]) -> dict:
    values = {
        "terms": {
            "field": f"facets.{facet}",
            "size": MAX_VALUES,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
    }
    others = [condition for name, condition in chosen.items() if name != facet]
    if not others:  # a filter that lets all through is asked of every practice all the same
        return values
    return {"filter": {"bool": {"filter": others}}, "aggregations": {"values": values}}


def _question(query: Query) -> dict:
    section = query.section
    question: dict = {"filter": [{"term": {"shown_in": query.language}}]}
    must = []
    needed = [word for word in query.words if not word.optional]
    if needed:
        must.append(
            {
                "bool": {
                    "should": [_word(word, section) for word in needed],
                    "minimum_should_match": query.required,
                }
            }
        )
    must += [_phrase(phrase, section) for phrase in query.phrases]
    if must:
        question["must"] = must
    should = [_word(word, section) for word in query.words if word.optional]
    if query.sort == "relevance":
        should += [_near(pair, section) for pair in query.neighbours]
    if should:
        question["should"] = should
    if not must:
        question["minimum_should_match"] = 1 if query.words else 0
    excluded = [
        way
        for word in query.excluded
        for alternative in word.alternatives
        if alternative.excludes
        for way in _alternative(alternative, section)
    ]
    for phrase in query.excluded_phrases:
        excluded += _tokens(phrase.lemma, "lemma", section)
    if excluded:
        question["must_not"] = excluded
    return question


def _word(word: Word, section: str) -> dict:
    """One word: its best alternative, and a share of the others."""
    return _best_of(
        [way for alternative in word.alternatives for way in _alternative(alternative, section)]
    )


def _best_of(queries: Sequence[dict]) -> dict:
    return {"dis_max": {"tie_breaker": TIE_BREAKER, "queries": queries}}


def _alternative(alternative: Alternative, section: str) -> list[dict]:
    if alternative.stream == "code":
        there = {"term": {"codes": alternative.tokens[0]}}
        return [{"constant_score": {"filter": there, "boost": CODE_SCORE * alternative.weight}}]
    return _tokens(alternative.tokens, alternative.stream, section, boost=alternative.weight)


def _phrase(phrase: Phrase, section: str) -> dict:
    lemma = _tokens(phrase.lemma, "lemma", section, boost=PHRASE_LEMMA)
    return _best_of([*_tokens(phrase.exact, "exact", section), *lemma])


def _tokens(tokens: Sequence[str], stream: str, section: str, *, boost: float = 1.0) -> list[dict]:
    """One token, or several side by side; where everything is asked, in the attachments too."""
    ways = [_side_by_side(tokens, f"{section}.{stream}", boost)]
    if section == "all":
        ways.append(_side_by_side(tokens, f"attachments.{stream}", boost * ATTACHED_SHARE))
    return ways


def _side_by_side(tokens: Sequence[str], field: str, boost: float) -> dict:
    if len(tokens) == 1:
        return {"term": {field: {"value": tokens[0], "boost": boost}}}
    return {"match_phrase": {field: {"query": " ".join(tokens), "boost": boost}}}


def _near(pair: Sequence[str], section: str) -> dict:
    field = f"{section}.lemma"
    near = {
        "ordered": False,
        "max_gaps": NEAR_GAPS,
        "intervals": [{"match": {"query": token}} for token in pair],
    }
    return {
        "bool": {
            "boost": NEAR_SHARE,
            "filter": [{"intervals": {field: {"all_of": near}}}],
            "should": [_side_by_side([token], field, 1.0) for token in pair],
        }
    }


def _light(query: Query) -> dict:
    """Return the question with fewer clauses, sums in the place of the best of each word.

    What a word adds to what was found already (relatives, neighbours, another form in a phrase)
    is left out: the server can then skip most of what cannot be among the first.
    """
    section = query.section
    light = {
        name: part for name, part in _question(query).items() if name in ("filter", "must_not")
    }
    needed = [_sum(word, section) for word in query.words if not word.optional]
    must = []
    if query.required == len(needed):
        must += needed
    elif needed:
        must.append({"bool": {"should": needed, "minimum_should_match": query.required}})
    for phrase in query.phrases:
        must += _tokens(phrase.lemma, "lemma", section, boost=PHRASE_LEMMA)[:1]
    if must:
        light["must"] = must
    optional = [_sum(word, section) for word in query.words if word.optional]
    if optional:
        light["should"] = optional
    if not must:
        light["minimum_should_match"] = 1 if query.words else 0
    return light


def _sum(word: Word, section: str) -> dict:
    ways = []
    telling = [way for way in word.alternatives if way.stream != "root"]
    for alternative in telling or word.alternatives:
        own, *attached = _alternative(alternative, section)
        if alternative.stream == "exact":
            own = _scaled(own, EXACT_SHARE)
        ways += [own, *(_scaled(way, TIE_BREAKER) for way in attached)]
    return {"bool": {"should": ways}}


def _scaled(way: dict, share: float) -> dict:
    return {"bool": {"should": [way], "boost": share}}
