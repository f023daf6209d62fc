"""A Query → the body of an Elasticsearch search. Pure: no client, no request.

bool
  must    words: dis_max per word over its alternatives, enough of them found
          phrases: each in one field
  should  neighbours near one another
  must_not, filter: excluded words; the reader's language
post_filter + one filtered aggregation per facet: a facet's own choice is not in its counts
"""

from collections.abc import Mapping, Sequence

from search.fields import FIELD, NEAR_SLOP, NEAR_WEIGHT, TIE_BREAKER
from search.query import Phrase, Query
from search.understanding import Alternative, Word

MAX_VALUES = 500  # of one facet: more than there are municipalities

SORTS: Mapping[str, list] = {
    "relevance": [{"_score": "desc"}, {"published": "desc"}, {"pid": "asc"}],
    "newest": [{"published": "desc"}, {"pid": "asc"}],
    "nominated": [{"nominations": "desc"}, {"published": "desc"}, {"pid": "asc"}],
}


def body(query: Query, facets: Sequence[str] = ()) -> dict:
    """Return the keyword arguments of `client.search` for one page of hits and its counts."""
    chosen = {
        facet: {"terms": {f"facets.{facet}": list(values)}}
        for facet, values in query.filters.items()
    }
    request: dict = {
        "query": {"bool": _question(query)},
        "from_": (query.page - 1) * query.page_size,
        "size": query.page_size,
        "sort": SORTS[query.sort],
        "track_total_hits": True,
        "track_scores": query.sort == "relevance",
        "source": False,
        "docvalue_fields": ["pid", "language"],
    }
    if chosen:
        request["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    if facets:
        request["aggregations"] = {facet: _counts(facet, chosen) for facet in facets}
    return request


def _counts(facet: str, chosen: Mapping[str, dict]) -> dict:
    others = [condition for name, condition in chosen.items() if name != facet]
    return {
        "filter": {"bool": {"filter": others}},
        "aggregations": {
            "values": {
                "terms": {
                    "field": f"facets.{facet}",
                    "size": MAX_VALUES,
                    "order": [{"_count": "desc"}, {"_key": "asc"}],
                }
            }
        },
    }


def _question(query: Query) -> dict:
    question: dict = {"filter": [{"term": {"shown_in": query.language}}]}
    must = []
    if query.words:
        must.append(
            {
                "bool": {
                    "should": [_word(word, query.fields) for word in query.words],
                    "minimum_should_match": query.required,
                }
            }
        )
    must += [_phrase(phrase, query.fields) for phrase in query.phrases]
    if must:
        question["must"] = must
    if query.sort == "relevance" and query.neighbours:
        question["should"] = [_near(pair, query.fields) for pair in query.neighbours]
    excluded = [
        _alternative(alternative, query.fields)
        for word in query.excluded
        for alternative in word.alternatives
        if alternative.reason in ("lemma", "typed", "code")
    ]
    excluded += [_side_by_side(p.lemma, "lemma", query.fields) for p in query.excluded_phrases]
    if excluded:
        question["must_not"] = excluded
    return question


def _word(word: Word, fields: Sequence[str]) -> dict:
    """One word: its best alternative, and a share of the others."""
    return {
        "dis_max": {
            "tie_breaker": TIE_BREAKER,
            "queries": [_alternative(alternative, fields) for alternative in word.alternatives],
        }
    }


def _alternative(alternative: Alternative, fields: Sequence[str]) -> dict:
    tokens = alternative.tokens
    if alternative.stream == "code":
        return {"term": {"codes": {"value": tokens[0], "boost": alternative.weight}}}
    if len(tokens) > 1:
        return _side_by_side(tokens, alternative.stream, fields, boost=alternative.weight)
    return {
        # BM25F: the fields are one text in which a word of the title counts three times.
        "combined_fields": {
            "query": tokens[0],
            "fields": [f"{name}.{alternative.stream}^{FIELD[name].weight}" for name in fields],
            "boost": alternative.weight,
        }
    }


def _phrase(phrase: Phrase, fields: Sequence[str]) -> dict:
    return {
        "dis_max": {
            "tie_breaker": TIE_BREAKER,
            "queries": [
                _side_by_side(phrase.exact, "exact", fields),
                _side_by_side(phrase.lemma, "lemma", fields, boost=0.6),
            ],
        }
    }


def _near(pair: Sequence[str], fields: Sequence[str]) -> dict:
    return _side_by_side(pair, "lemma", fields, boost=NEAR_WEIGHT, slop=NEAR_SLOP, weighed=False)


def _side_by_side(
    tokens: Sequence[str],
    stream: str,
    fields: Sequence[str],
    *,
    boost: float = 1.0,
    slop: int = 0,
    weighed: bool = True,
) -> dict:
    """Tokens next to one another in any one field; the best field counts."""
    return {
        "dis_max": {
            "boost": boost,
            "queries": [
                {
                    "match_phrase": {
                        f"{name}.{stream}": {
                            "query": " ".join(tokens),
                            "slop": slop,
                            "boost": FIELD[name].weight if weighed else 1.0,
                        }
                    }
                }
                for name in fields
            ],
        }
    }
