"""What the practices tell each other and the rooms above them."""

from django.dispatch import Signal

# Sent with `page` (a PracticePage) inside the transaction that saved it and all its relations;
# Django's post_save comes before the relations are written.
page_saved = Signal()
# Sent with `record` (a PracticeRecord), inside the transaction that wrote it, for every state.
record_written = Signal()
# Sent with `pid` inside the transaction in which it became known whether the practice still works
# (practices/ports.py, Standing). No record changes by it.
standing_changed = Signal()
# Sent with `number` of a proposal and the `reference` its form was opened with, inside the
# transaction that stored it; and with `number` and `pid` when its practice is public for the first
# time. Rooms above tie to it what they know.
proposal_sent = Signal()
# Sent with `number` of a proposal inside the transaction that confirmed its address.
proposal_confirmed = Signal()
proposal_published = Signal()
