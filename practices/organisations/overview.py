"""„Нашите практики“: everything of an organisation on one page. Costs the same for any number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from practices.curation.choices import SubmissionState
from practices.curation.models import Submission
from practices.curation.tokens import status_path
from practices.curation.told import Told, told_to_sender
from practices.drafts.models import Draft
from practices.gaps import Gauge, gauge
from practices.models import PracticeRecord
from practices.organisations.items import claimable
from practices.organisations.models import Member
from practices.upkeep.choices import LifeState
from practices.upkeep.models import Standing
from practices.upkeep.tokens import path_of

# What the sender of a proposal is told of a state whose own name is for editors.
_SAID_AS = {SubmissionState.SPAM: SubmissionState.REFUSED}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as its senders may know it."""

    key: str
    number: str
    title: str
    told: Told
    path: str

    @property
    def state(self) -> str:
        state = SubmissionState(self.told.state)
        return str(_SAID_AS.get(state, state).label)

    @property
    def asks(self) -> bool:
        """Whether an editor waits for an answer."""
        return self.told.state == SubmissionState.NEEDS_INFO


@dataclass(frozen=True, slots=True)
class Published:
    """A public practice: how complete it is, whether it still works and whether that is asked now."""

    key: str
    title: str
    url: str
    path: str  # of its proposal
    gauge: Gauge
    life: str
    confirmed_on: date | None
    question_path: str


def overview(member: Member) -> dict:
    """Return what the page shows: 10 queries, fewer where nothing is sent or public."""
    keys = list(member.account.items.values_list("key", flat=True))
    sent = list(
        Submission.objects.filter(form_key__in=keys)
        .prefetch_related("events")
        .order_by("-created_at", "-pk")
    )
    records = _records(sent)
    return {
        "member": member,
        "account": member.account,
        "drafts": list(
            Draft.objects.filter(key__in=keys, number="").order_by("-changed_at", "-pk")
        ),
        "proposals": [_proposal(row) for row in sent if row.page_id not in records],
        "published": _published([row for row in sent if row.page_id in records], records),
        "claimable": claimable(member),
        "people": list(member.account.members.all()),
        "invitations": list(
            member.account.invitations.filter(expires_at__gte=timezone.now()).order_by("pk")
        ),
    }


def _proposal(row: Submission) -> Proposal:
    return Proposal(row.form_key, row.number, row.title, told_to_sender(row), status_path(row))


def _records(sent: Iterable[Submission]) -> dict[int, PracticeRecord]:
    """Return {page: live record} of what was published (1 query, none without any)."""
    pages = [row.page_id for row in sent if row.page_id and row.published_at]
    if not pages:
        return {}
    return {row.page_id: row for row in PracticeRecord.objects.live().filter(page__in=pages)}


def _published(sent: list[Submission], records: dict[int, PracticeRecord]) -> list[Published]:
    if not sent:
        return []
    found = [(row, records[row.page_id]) for row in sent]
    standings = {
        row.pid: row for row in Standing.objects.filter(pid__in=[r.pid for _row, r in found])
    }
    return [_practice(row, record, standings.get(record.pid)) for row, record in found]


def _practice(row: Submission, record: PracticeRecord, standing: Standing | None) -> Published:
    asked = standing is not None and standing.is_waiting
    state = LifeState(standing.state) if standing else LifeState.UNKNOWN
    return Published(
        key=row.form_key,
        title=record.title,
        url=record.document["url"],
        path=status_path(row),
        gauge=gauge(record.document),
        life=str(state.label),
        confirmed_on=standing.confirmed_on if standing else None,
        question_path=path_of(standing, record.language) if asked else "",
    )
