"""A Query → the bodies of Elasticsearch searches. Pure: no client, no request.

function_score: the merit of a practice raises what the words say by a share
bool
  must    words: dis_max per word over its alternatives, enough of them found
          phrases: each in one field
  should  neighbours near one another
  must_not, filter: excluded words; the reader's language
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

SORTS: Mapping[str, list] = {
    "relevance": [{"_score": "desc"}, {"published": "desc"}, {"pid": "asc"}],
    "newest": [{"published": "desc"}, {"pid": "asc"}],
    "nominated": [{"nominations": "desc"}, {"published": "desc"}, {"pid": "asc"}],
}


def bodies(query: Query, facets: Sequence[str] = ()) -> tuple[dict, dict | None]:
    """Return the keyword arguments of `client.search` for one page of hits, and for their number
    and the counts of facets; None where no facets are asked and the first counts the hits itself.

    Two requests cost much less than one: that for the hits may skip what cannot be among the
    first, that for the counts works out no score and is remembered by the server.
    """
    question = _question(query)
    chosen = {
        facet: {"terms": {f"facets.{facet}": list(values)}}
        for facet, values in query.filters.items()
    }
    both: dict = {
        # Half an answer would look like a whole one.
        "allow_partial_search_results": False,
    }
    if chosen:
        both["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    hits = {
        **both,
        "query": _weighed(query, {"bool": question}),
        "from_": (query.page - 1) * query.page_size,
        "size": query.page_size,
        "sort": SORTS[query.sort],
        "track_total_hits": not facets,
        "track_scores": query.sort == "relevance",
        "source": False,
        "docvalue_fields": ["pid", "language"],
    }
    if not facets:
        return hits, None
    return hits, {
        **both,
        "query": {"bool": {"filter": [{"bool": question}]}},
        "size": 0,
        "track_total_hits": True,
        "aggregations": {facet: _counts(facet, chosen) for facet in facets},
    }


def _weighed(query: Query, question: dict) -> dict:
    """Multiply scores by 1 + MERIT_SHARE × merit / 100, where they put hits in order."""
    if query.sort != "relevance":
        return question
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


def counts_of(answer: Mapping) -> list[tuple[str, int]]:
    """Return the values of a facet with their counts, from what was answered to `_counts`."""
    buckets = answer.get("values", answer)["buckets"]
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]


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
