"""Two editors who join two practices at the same moment."""

from functools import partial

import pytest

from practices.doubles import merging
from practices.doubles.models import Merge
from practices.models import PracticePage, PracticeRecord
from tests.practices.curation.cases import person
from tests.practices.pages import published
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def joined(page: PracticePage, into: PracticePage, actor) -> Merge | None:
    """The merge, None if it was refused."""
    try:
        return merging.merge(page, into.pid, actor=actor, reason="Една са.")
    except merging.MergeError:
        return None


def test_joined_crosswise_one_of_the_two_stays_public():
    for _round in range(5):
        Merge.objects.all().delete()
        one, other, actor = published(), published(), person()
        acts = [partial(joined, *pair, actor) for pair in ((one, other), (other, one))]
        made = [row for row in at_once(acts) if row is not None]
        assert made == list(Merge.objects.all())
        live = PracticeRecord.objects.live().filter(pid__in=[one.pid, other.pid])
        assert [row.pid for row in live] == [row.into for row in made]
