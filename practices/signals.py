"""What the practices tell the rooms above them."""

from django.dispatch import Signal

# Sent with `record` (a PracticeRecord), inside the transaction that wrote it, for every state.
record_written = Signal()
