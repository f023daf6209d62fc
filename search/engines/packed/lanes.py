"""Sums over all practices at once: one byte (lane) each, all of them in one whole number.

Python adds, compares and counts whole numbers of any length at the speed of memory, so a sum over
100,000 practices costs some microseconds instead of milliseconds. A practice's id is the place of
its lane. Lanes hold 0–127 where they are compared, 0–255 where they are only summed up.
"""

import re

_ZERO_ONE = bytes([48]) + bytes([49]) * 255  # → the signs "0" and "1"
_FROM_SIGNS = bytes(49) + b"\x01" + bytes(206)
SIGN = b"\x00" + b"\x01" * 255  # translates any count to 1


class Lanes:
    """Arithmetic over `count` lanes."""

    def __init__(self, count: int):
        self.count = count
        self.ones = self.load(b"\x01" * count)
        self._high = self.ones << 7
        self._low = self._high - self.ones

    def load(self, data: bytes | bytearray) -> int:
        """Return the lanes of bytes."""
        return int.from_bytes(data, "little")

    def dump(self, lanes: int) -> bytes:
        """Return lanes as bytes."""
        return lanes.to_bytes(self.count, "little")

    def maximum(self, one: int, two: int) -> int:
        """Return the greater of two lanes, each at most 127."""
        at_least = ((one | self._high) - two) & self._high
        mask = at_least - (at_least >> 7)
        return (one & mask) | (two & (mask ^ self._low))

    def present(self, lanes: int) -> int:
        """Return 1 where a lane (at most 127) is not 0."""
        return ((lanes + self._low) & self._high) >> 7

    def at_least(self, lanes: int, least: int) -> int:
        """Return 1 where a lane (at most 127) is `least` (1–127) or more."""
        return ((lanes + self.ones * (128 - least)) & self._high) >> 7

    def mask(self, flags: int) -> int:
        """Return lanes full of ones where a flag is 1."""
        return (flags << 8) - flags

    def marked(self, ids: list[int]) -> int:
        """Return 1 in the lanes of these ids."""
        data = bytearray(self.count)
        for place in ids:
            data[place] = 1
        return self.load(data)

    def bits(self, flags: int) -> int:
        """Return flags (0 or 1) as one bit each, the bit of id 0 being the lowest."""
        return int(self.dump(flags)[::-1].translate(_ZERO_ONE) or b"0", 2)

    def flags(self, bits: int) -> int:
        """Return bits as flags, one lane each."""
        signs = format(bits, f"0{self.count}b").encode()
        return self.load(signs[::-1].translate(_FROM_SIGNS))


def places(data: bytes, low: int, high: int) -> list[int]:
    """Return where bytes from `low` to `high` stand."""
    wanted = b"[" + re.escape(bytes([low])) + b"-" + re.escape(bytes([high])) + b"]"
    return [match.start() for match in re.finditer(wanted, data, re.DOTALL)]


def how_many(data: bytes, low: int) -> int:
    """Return how many bytes are at least `low`."""
    return len(data.translate(None, bytes(range(low))))
