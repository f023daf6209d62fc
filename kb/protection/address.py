"""Where a request comes from, known just well enough to count it.

The address itself is never stored and never logged: what leaves this module for a cache key or a
log line is a keyed hash that changes every day.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """Return the client's address, IPv6 cut to its /64 network; ``unknown`` if there is none.

    With ``settings.TRUSTED_PROXIES`` = n our own n proxies have each appended the peer they saw to
    X-Forwarded-For, so the n-th entry from the right is the last one that nobody outside could
    have written. A shorter header than that did not come through our proxies and is not believed.
    """
    candidate = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies and forwarded[-proxies].strip():
            candidate = forwarded[-proxies].strip()
    try:
        address = ipaddress.ip_address(candidate)
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        # One household or office owns a whole /64 and can write from any address in it.
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def hashed(value: str) -> str:
    """Return today's keyed hash of a value, 32 hex digits; tomorrow's cannot be linked to it."""
    day = timezone.now().date().isoformat()
    return salted_hmac("kb.protection.address", f"{day}:{value}", algorithm="sha256").hexdigest()[
        :32
    ]


def hashed_address(request: HttpRequest) -> str:
    """Return today's keyed hash of the client's address."""
    return hashed(client_address(request))
