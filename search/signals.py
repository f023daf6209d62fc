"""What the search page tells rooms that it does not know."""

from django.dispatch import Signal

# A question was answered: query=Query, total=int, milliseconds=int, degraded=bool, and
# request=HttpRequest where there is one: a receiver may look whether a person asks, and keeps
# nothing of it. Receivers return what the page should carry along (as `data-asked`, the hits
# `data-position`) so that a later click can be told (a short text), or None.
asked = Signal()
