"""What the nominations tell the rooms above them."""

from django.dispatch import Signal

# Sent by practices.nominations.counting with `pid` (str) and `count` (int, the new number), inside
# the transaction that changed it. Not sent when a nomination only goes to the shelf.
nominations_changed = Signal()
