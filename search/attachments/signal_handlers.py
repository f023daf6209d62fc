"""What happens to the texts when a record is written, in the record's transaction."""

from practices.models.published import PracticeRecord
from practices.signals import record_written

from .following import follow


def connect() -> None:
    """Listen to the practices. Called once, when the site starts."""
    record_written.connect(
        follow_record, sender=PracticeRecord, dispatch_uid="search.attachments.follow"
    )


def follow_record(record: PracticeRecord, **_kwargs: object) -> None:
    follow(record)
