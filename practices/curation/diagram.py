"""The states of a proposal as a table and as a drawing; tests hold both against transitions.py."""

from django.utils.translation import override

from practices.curation.choices import Step
from practices.curation.choices import SubmissionState as State

_OPEN = (State.NEW, State.NEEDS_INFO)
# (from, step, to); "" is before the form is sent.
ARROWS: tuple[tuple[str, str, str], ...] = (
    ("", Step.SUBMIT, State.UNCONFIRMED),
    (State.UNCONFIRMED, Step.CONFIRM, State.NEW),
    (State.UNCONFIRMED, Step.WITHDRAW, State.WITHDRAWN),
    *((state, Step.ACCEPT, State.ACCEPTED) for state in _OPEN),
    *((state, Step.ASK, State.NEEDS_INFO) for state in _OPEN),
    *((state, Step.REFUSE, State.REFUSED) for state in _OPEN),
    *((state, Step.MARK_SPAM, State.SPAM) for state in _OPEN),
    *((state, Step.WITHDRAW, State.WITHDRAWN) for state in _OPEN),
    (State.NEEDS_INFO, Step.ANSWER, State.NEW),
    (State.SPAM, Step.RELEASE, State.NEW),
    (State.ACCEPTED, Step.PUBLISH, State.ACCEPTED),
    *((state, Step.JOIN, State.JOINED) for state in _OPEN),
    (State.JOINED, Step.PART, State.NEW),
)


def mermaid(language: str = "bg") -> str:
    """Return the drawing in Mermaid's language, labels as editors read them."""
    with override(language):
        lines = ["stateDiagram-v2"]
        lines += [f"  {state.value}: {state.label}" for state in State]
        for before, step, after in ARROWS:
            start = str(before) or "[*]"
            lines.append(f"  {start} --> {after}: {Step(step).label}")
    return "\n".join(lines)
