"""Who proposed a practice, for the rooms that may write to them about it."""

from practices.curation.models import Submission


def senders_of(pids: list[str]) -> dict[str, str]:
    """Return {pid: address} for the practices whose sender's address is still kept (1 query)."""
    rows = Submission.objects.filter(page__pid__in=pids, erased_at=None).exclude(email="")
    return dict(rows.values_list("page__pid", "email"))
