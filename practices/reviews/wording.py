"""What could not be done, in words for the screen."""

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "incomplete": _("This practice is not complete yet. Fill in the starred fields first."),
    "anchors": _("Two practices for a first rating are needed, no more and no fewer."),
    "is_anchor": _("This practice serves for first ratings; it cannot be rated for real."),
    "live": _("This practice is being rated for real now."),
    "over": _("This rating is no longer awaited."),
    "again": _("You have answered already, and an answer is final."),
    "marks": _("Give four marks from 0 to 5, each with a reason."),
    "waiting": _("Somebody has not answered yet. Wait, or ask another reviewer instead."),
    "few": _("Two answers are needed to close."),
    "open": _("Close the round first, then decide."),
    "decided": _("It has been decided otherwise already. Open a new round to change that."),
    "self": _("You rated this practice yourself, so a colleague decides."),
    "reason": _("Say why in a sentence."),
    "undecided": _("Decide first, then announce it."),
}
FIRST_ANCHORS = _("Rate the two practices marked “first” in your list before this one.")
