"""What the search page tells rooms that it does not know."""

from django.dispatch import Signal

# A question was answered: query=Query, total=int, milliseconds=int, degraded=bool. Receivers
# return what the page should carry along so that a later click can be told (a short text) or None.
asked = Signal()
