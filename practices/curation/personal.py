"""What is kept about who sent a proposal, for that person to read."""

from practices.curation.models import Submission
from practices.curation.told import told_to_sender

_COLUMNS = (
    *("number", "state", "reason", "language", "licence", "consent_version", "consent_at"),
    *("title", "lead_text", "background", "practice", "results", "evidence_link"),
    *("innovator_name", "email", "size", "full", "created_at", "confirmed_at", "decided_at"),
    *("published_at", "erase_after"),
)


def proposals_of(mail: str) -> list[dict]:
    """Return the proposals sent from an address, with places, files and their trail (4 queries).

    State, reason and trail are what the sender's own page tells: nothing of how the editors share
    the work, nothing of a decision that can still be taken back.
    """
    rows = Submission.objects.filter(email__iexact=mail).order_by("created_at", "pk")
    rows = rows.prefetch_related("municipalities", "files", "events")
    return [_row(row) for row in rows]


def _row(row: Submission) -> dict:
    told = told_to_sender(row)
    columns = {name: getattr(row, name) for name in _COLUMNS}
    columns |= {"state": told.state, "reason": told.reason}
    if told.state != row.state:
        # Days that only the decision has set, of which nobody heard yet.
        columns |= {"decided_at": None, "erase_after": None}
    return columns | {
        "municipalities": [place.code for place in row.municipalities.all()],
        "files": [
            {"name": file.name, "media_type": file.media_type, "size": file.size}
            for file in row.files.all()
        ],
        "trail": [{"step": line.step, "at": line.at, "text": line.text} for line in told.lines],
    }
