"""What the web server writes about requests: nothing by which a person could be told.

Behind a proxy the address of a client is only the proxy's, but not where there is none; and what is
searched for, where somebody came from and the key in the link of a letter are nobody's business.
"""

import re
import sys
from typing import Any

from gunicorn.glogging import Logger

# Method, path, answer, bytes, milliseconds.
ACCESS_FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"
# The keys in links of letters: long runs of hexadecimal digits, or signed ones.
_KEY = re.compile(r"(?<=/)(?:[0-9a-f]{16,}|[^/]*:[^/]+|(?=[^/]*[A-Z])[^/]{20,})(?=/|$)")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_NOBODY = dict.fromkeys("hlurqfa", "-")


class PrivateLogger(Logger):
    """gunicorn's own logger, told to keep some things to itself."""

    def atoms(self, resp: Any, req: Any, environ: dict, request_time: Any) -> dict[str, Any]:
        """Return what a line of the access log may be made of: no address, question or origin."""
        known = super().atoms(resp, req, environ, request_time)
        kept = {name: value for name, value in known.items() if len(name) == 1}
        return kept | _NOBODY | {"U": path_only(kept["U"] or "")}

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log a warning; of a malformed request only what kind of fault it was.

        gunicorn says the address and quotes the line or the header at fault, whatever is in it.
        """
        if msg.startswith("Invalid request from"):
            fault = sys.exc_info()[0]
            msg, args = "Invalid request: %s", (fault.__name__ if fault else "unknown",)
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log an error with its traceback, and of the address asked for only the path."""
        args = tuple(path_only(arg) if isinstance(arg, str) else arg for arg in args)
        super().exception(msg, *args, **kwargs)


def path_only(address: str) -> str:
    """Return the path of an address on one line, without the question and without keys."""
    return _KEY.sub("…", _CONTROL.sub("?", address.partition("?")[0]))
