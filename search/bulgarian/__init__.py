"""Bulgarian text to search tokens. Pure Python: it imports no framework and nothing of the site.

>>> from search.bulgarian import analyse
>>> [token.lemma for token in analyse("общините")]
['община']
"""

from .analyse import (
    Analyser,
    Streams,
    Token,
    analyse,
    default_analyser,
    is_stop_word,
    normaliser_version,
    token_streams,
    use_lexicon,
)
from .codes import Code, code_marker, codes, normalise_code
from .lexicon import Lexicon, Place, places

__all__ = [
    "Analyser",
    "Code",
    "Lexicon",
    "Place",
    "Streams",
    "Token",
    "analyse",
    "code_marker",
    "codes",
    "default_analyser",
    "is_stop_word",
    "normalise_code",
    "normaliser_version",
    "places",
    "token_streams",
    "use_lexicon",
]
