"""Lengths of texts, and how Lucene remembers them in one byte (see search.fields.rounded_size)."""

from search.documents import SearchDocument


def how_many(stream: str) -> int:
    """Return how many tokens a stream has."""
    return stream.count(" ") + 1 if stream else 0


def word_counts(document: SearchDocument) -> dict[str, int]:
    """Return the number of words of every field."""
    return {name: how_many(streams.lemma) for name, streams in document.fields.items()}


def to_byte(size: int) -> int:
    """Return the byte that remembers a length: exact up to 39, then four significant bits."""
    if size < 24:
        return size
    rest = size - 24
    bits = rest.bit_length()
    if bits < 4:
        return 24 + rest
    shift = bits - 4
    return min(255, 24 + (shift + 1 << 3 | rest >> shift & 7))


def _from_byte(byte: int) -> int:
    if byte < 32:
        return byte
    shift, low = (byte - 24 >> 3) - 1, byte - 24 & 7
    return 24 + (8 + low << shift)


FROM_BYTE = tuple(_from_byte(byte) for byte in range(256))
