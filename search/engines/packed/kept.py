"""What a process keeps of an index between two questions: arrays that are asked for again and again.

Whatever is kept lies under a mark that the tables hold (`search_size`) and that changes in the very
transaction which changes what was read. So nothing old is ever used, and nothing need be told.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

ROOM = 64 << 20  # bytes


class _Sized(Protocol):
    nbytes: int


T = TypeVar("T", bound=_Sized)


class Kept:
    """Things by key, those asked for last; at most `room` bytes of them together."""

    def __init__(self, room: int):
        self.room = room
        self.size = 0
        self._held: OrderedDict[Hashable, _Sized] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _Sized | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: Hashable, thing: _Sized) -> None:
        """Keep a thing, unless it alone would take half the room; nobody may change it any more."""
        if 2 * thing.nbytes > self.room:
            return
        with self._lock:
            if key in self._held:
                return
            self._held[key] = thing
            self.size += thing.nbytes
            while self.size > self.room:
                self.size -= self._held.popitem(last=False)[1].nbytes

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, or make and keep it."""
        thing = self.get(key)
        if thing is None:
            thing = make()
            self.keep(key, thing)
        return thing  # type: ignore[return-value]


kept = Kept(ROOM)
