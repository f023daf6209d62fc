"""A folder of uploads for each test, so that names of files are as they were given."""

import pytest


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # where VAR_DIR puts it for another process
