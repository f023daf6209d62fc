"""Pages of a list: which number we are on, which numbers to offer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `number` of `last` (both from 1); templates/components/pager.html draws it."""

    number: int
    last: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def window(self) -> list[int | None]:
        """Numbers to show: the first, the last, two around the current; None is a gap."""
        near = range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)
        numbers = sorted({1, self.last, *near})
        shown: list[int | None] = []
        for number in numbers:
            if shown and number - shown[-1] == 2:
                shown.append(number - 1)
            elif shown and number - shown[-1] > 2:
                shown.append(None)
            shown.append(number)
        return shown
