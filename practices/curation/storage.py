"""Where files of proposals lie: apart from the site's own, in a storage that has no addresses.

Only an editor's view (curation.views) reads them; `accept` copies them to the practice's own.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from practices.files import PRIVATE


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that no address leads to: practices.files answers 404 below this folder, to all.

    It is inside the media folder, the one volume a server must keep, and is read from the settings
    at every use.
    """

    @property
    def base_location(self) -> str:
        return str(Path(settings.MEDIA_ROOT) / PRIVATE)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    @property
    def base_url(self) -> None:
        return None
