"""Several things at the same moment."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection


def at_once(acts: Sequence[Callable]) -> list:
    """Return what threads get that do these things at the same moment, in any order.

    An act that raises leaves no result.
    """
    results = []
    start = threading.Barrier(len(acts))

    def run(act: Callable) -> None:
        start.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
