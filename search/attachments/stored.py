"""What the storage says of a file without opening it."""

from datetime import datetime

from django.core.files.storage import default_storage


def stamp_of(path: str) -> tuple[int | None, datetime | None]:
    """Return (size, time of the last change); (None, None) where there is no such file."""
    try:
        return default_storage.size(path), default_storage.get_modified_time(path)
    except OSError:
        return None, None
