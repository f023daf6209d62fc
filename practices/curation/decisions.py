"""The decisions an editor can take, as buttons: the words around each and the step behind it."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy

from practices.curation import transitions
from practices.curation.choices import SubmissionState
from practices.curation.models import Submission


class DecisionForm(forms.Form):
    """Which version was read, and what is said to the sender."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=3000, widget=forms.Textarea)


@dataclass(frozen=True, slots=True)
class Decision:
    """A button: the transition behind it, the name of its text, the words around it.

    `letter` is the mail it sends; one that `can_wait` may stay unannounced (holding.py).
    """

    name: str
    take: object
    text: str
    title: str
    hint: str
    button: str
    done: str
    letter: str
    can_wait: bool = False

    def carry_out(self, submission: Submission, *, actor, seen: int, text: str):
        """Call the transition; raise transitions.TransitionError if it is not taken."""
        values = {self.text: text} if self.text else {}
        return self.take(submission, actor=actor, seen=seen, **values)


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision(
            name="accept",
            take=transitions.accept,
            text="",
            title=gettext_lazy("Accept"),
            hint=gettext_lazy(
                "A draft page is made from the proposal and its review begins. The sender is told."
            ),
            button=gettext_lazy("Accept and make a draft"),
            done=gettext_lazy("Accepted. This is the draft; fill in what is missing and publish."),
            letter="accepted",
            can_wait=True,
        ),
        Decision(
            name="ask",
            take=transitions.ask_for_more,
            text="question",
            title=gettext_lazy("Ask for more"),
            hint=gettext_lazy("One clear question is answered sooner than five."),
            button=gettext_lazy("Send the question to the sender"),
            done=gettext_lazy("The question is on its way."),
            letter="needs_info",
        ),
        Decision(
            name="refuse",
            take=transitions.refuse,
            text="reason",
            title=gettext_lazy("Refuse"),
            hint=gettext_lazy("The sender gets the reason word for word. Say what would help."),
            button=gettext_lazy("Refuse and send the reason"),
            done=gettext_lazy("Refused. The reason is on its way to the sender."),
            letter="refused",
            can_wait=True,
        ),
        Decision(
            name="spam",
            take=transitions.mark_spam,
            text="reason",
            title=gettext_lazy("Spam"),
            hint=gettext_lazy("It leaves the queue. The sender is told why and can object."),
            button=gettext_lazy("Put aside as spam and tell the sender"),
            done=gettext_lazy("Put aside as spam."),
            letter="spam",
        ),
        Decision(
            name="release",
            take=transitions.release,
            text="reason",
            title=gettext_lazy("Not spam"),
            hint=gettext_lazy(
                "It waits for a decision again. The sender is told; the reason stays here."
            ),
            button=gettext_lazy("Take it back into the queue"),
            done=gettext_lazy("It is in the queue again."),
            letter="released",
        ),
    )
}
OPEN_TO = {
    SubmissionState.NEW: ("accept", "ask", "refuse", "spam"),
    SubmissionState.NEEDS_INFO: ("accept", "ask", "refuse", "spam"),
    SubmissionState.SPAM: ("release",),
}
