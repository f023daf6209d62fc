"""Stopping in good order before a limit ends the process."""

import time

from kb.extraction.limits import Limits


class Cut(Exception):
    """Enough was read: `by` says of what ("pages", "time")."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


class Clock:
    """Says when most of the time is used up."""

    SHARE = 0.8

    def __init__(self, limits: Limits) -> None:
        self._processor = limits.processor * self.SHARE
        self._end = time.monotonic() + limits.patience * self.SHARE

    def check(self) -> None:
        """Raise Cut("time") when there is no time for another page."""
        if time.process_time() > self._processor or time.monotonic() > self._end:
            raise Cut("time")
