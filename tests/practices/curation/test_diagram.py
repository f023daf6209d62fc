"""The drawing in the editors' guide is the table, and the table is what the steps do."""

from pathlib import Path

import pytest

from practices.curation import transitions
from practices.curation.choices import Step, SubmissionState
from practices.curation.diagram import ARROWS, mermaid
from practices.curation.models import Submission
from tests.practices.curation.cases import QUESTION, REASON, person, sent
from tests.practices.curation.test_state_machine import EDGES

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "editors.bg.md"


def test_guide_draws_the_states_as_they_are():
    drawn = GUIDE.read_text(encoding="utf-8").split("```mermaid\n")[1].split("\n```")[0]
    assert drawn == mermaid("bg")


def test_random_steps_and_drawing_know_the_same_arrows():
    drawn = {tuple(map(str, arrow)) for arrow in ARROWS}
    assert drawn - EDGES == {("accepted", "publish", "accepted")}
    assert EDGES - drawn == set()


@pytest.mark.django_db
@pytest.mark.parametrize("state", SubmissionState.values)
def test_from_every_state_lead_the_drawn_steps_and_no_others(state):
    editor = person()
    takes = {
        Step.CONFIRM: transitions.confirm,
        Step.ACCEPT: lambda s: transitions.accept(s, actor=editor),
        Step.ASK: lambda s: transitions.ask_for_more(s, actor=editor, question=QUESTION),
        Step.ANSWER: lambda s: transitions.answer(s, text="31 000 лв."),
        Step.REFUSE: lambda s: transitions.refuse(s, actor=editor, reason=REASON),
        Step.MARK_SPAM: lambda s: transitions.mark_spam(s, actor=editor, reason=REASON),
        Step.RELEASE: lambda s: transitions.release(s, actor=editor, reason=REASON),
        Step.WITHDRAW: transitions.withdraw,
        Step.JOIN: lambda s: transitions.join(s, practice="Топъл обяд", address="/praktiki/o/"),
        Step.PART: lambda s: transitions.part(s, actor=editor, reason=REASON),
    }
    taken = set()
    for step, take in takes.items():
        submission = sent()
        Submission.objects.filter(pk=submission.pk).update(state=state)
        try:
            outcome = take(submission)
        except transitions.TransitionError:
            continue
        if outcome.changed:
            taken.add((state, step, outcome.submission.state))
    drawn = {tuple(a) for a in ARROWS if a[0] == state and a[1] != Step.PUBLISH}
    assert taken == drawn
