"""Ask the web server of this container whether it is well; the exit status is the answer."""

import os
import sys
import urllib.request


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    request = urllib.request.Request("http://127.0.0.1:8000/zdrave/")
    # A leading dot allows a domain with everything under it.
    request.add_header("Host", host.lstrip(".") if host not in {"", "*"} else "127.0.0.1")
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - our own
        return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
