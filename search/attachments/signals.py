"""What the reading of files tells: sent inside the transaction that keeps the text."""

from django.dispatch import Signal

# A practice shows a file whose text is new: pid=str.
text_read = Signal()
