"""What the worker does for links: gather them once a day, try a few of them every minute."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from kb.jobs import job
from practices.textcheck import linking
from practices.textcheck.fetching import Fetcher

RUN = timedelta(seconds=40)


@job("textcheck.watch_links", every=timedelta(days=1))
def watch_links() -> int:
    """Watch the links of everything public."""
    return linking.watch_live_records()


@job("textcheck.try_links", every=timedelta(minutes=1))
def try_links() -> int:
    """Try the links that are due, for less than a minute; nothing where links are not checked."""
    if not settings.LINK_CHECKS:
        return 0
    return linking.try_due(Fetcher(), timezone.now() + RUN)
