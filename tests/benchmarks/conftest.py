"""What the smoke tests of the benchmarks stand on."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(scope="session")
def lexicon_folder() -> Path:
    """The folder of this checkout's dictionary, compiled when the tests began."""
    return Path(settings.LEXICON_DIR)
