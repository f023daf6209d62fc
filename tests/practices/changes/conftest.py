"""What the tests of proposed changes share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_came_yet():
    cache.clear()
