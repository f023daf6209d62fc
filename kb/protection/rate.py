"""How often one address may do one thing.

A window of `limit` slots is kept on the shared cache. Taking a slot is ``cache.add``, which every
backend does atomically (``incr`` is not, on the database cache), so that two processes can never
share one slot and the limit is exact.
"""

import time

from django.core.cache import cache
from django.http import HttpRequest

from kb.protection.address import hashed, hashed_address


def allow(scope: str, request_or_key: HttpRequest | str, limit: int, seconds: int) -> bool:
    """Count one action of a client or key and say whether it is still within the limit.

    Ask before opening a transaction: on the database cache a slot belongs to the transaction that
    takes it, is waited for by others and comes back with a rollback.

    :param scope: what is limited, for example ``"nominate"``.
    :param request_or_key: the request whose (hashed) address is counted, or any text, for example
        an e-mail address, which is hashed in the same way.
    :param limit: how many are allowed in one window.
    :param seconds: length of the window; windows begin at multiples of it since 1970.
    """
    if isinstance(request_or_key, str):
        who = hashed(request_or_key)
    else:
        who = hashed_address(request_or_key)
    window = int(time.time() // seconds)
    prefix = f"rate:{scope}:{who}:{window}"
    # Where the free slots begin. Only a hint that saves look-ups: the slots decide.
    hint = f"{prefix}:from"
    start = cache.get(hint, 0)
    for slot in range(start, limit):
        if cache.add(f"{prefix}:{slot}", 1, timeout=seconds):
            cache.set(hint, slot + 1, timeout=seconds)
            return True
    if start < limit:
        cache.set(hint, limit, timeout=seconds)
    return False
