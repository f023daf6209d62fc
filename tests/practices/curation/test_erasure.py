"""What nobody confirms is gone after 14 days, with its files; nothing else is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.jobs.registry import all_jobs
from practices.curation import erasure, transitions
from practices.curation.models import Submission, SubmissionEvent, SubmissionFile
from practices.curation.storage import PrivateStorage
from tests.practices.curation.cases import attached, sent, waiting


def aged(submission: Submission, days: float) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(
        created_at=timezone.now() - timedelta(days=days)
    )
    return submission


@pytest.mark.django_db(transaction=True)
def test_unconfirmed_proposal_goes_after_fourteen_days_with_its_files():
    row = attached("a.pdf", b"%PDF-1.7", "application/pdf")
    aged(sent(files=[row]), 14.1)
    assert PrivateStorage().exists(row.file.name)
    assert all_jobs()["curation.erase_unconfirmed"].run() == 1
    assert not PrivateStorage().exists(row.file.name)
    rows = (Submission, SubmissionFile, SubmissionEvent)
    assert [model.objects.count() for model in rows] == [0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_what_is_young_or_confirmed_stays():
    aged(sent(), 13.9)
    aged(waiting(), 100)
    assert erasure.erase_unconfirmed() == 0
    assert Submission.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_proposal_confirmed_at_the_last_moment_is_not_erased():
    submission = aged(sent(), 14.1)
    transitions.confirm(submission)
    assert erasure.erase_unconfirmed() == 0
    submission.refresh_from_db()
    assert submission.state == "new"
