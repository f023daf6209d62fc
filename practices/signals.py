"""What the practices tell each other and the rooms above them."""

from django.dispatch import Signal

# Sent with `page` (a PracticePage) inside the transaction that saved it and all its relations;
# Django's post_save comes before the relations are written.
page_saved = Signal()
# Sent with `record` (a PracticeRecord), inside the transaction that wrote it, for every state.
record_written = Signal()
