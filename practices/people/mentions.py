"""Whether a text names an address: the whole of it, not a longer one that ends or begins so."""

import re


def mentions(text: str, mail: str) -> bool:
    """Tell whether `mail` stands in `text`; case does not matter.

    >>> mentions("banana@example.org", "ana@example.org")
    False
    """
    pattern = rf"(?<![\w.+-]){re.escape(mail)}(?![\w-]|\.\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None
