"""The life of a row: proposed, changed, put live, undone. The only code that changes one.

Every step is one transaction with its line of history; every process follows within a minute.
Each raises NotPossible where somebody was quicker or the step is not open.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search import index_words

from .choices import PreviewState, State, Step
from .models import Rule, RuleEvent

CONTENT = ("kind", "relation", "weight", "left", "right")


class NotPossible(Exception):
    """A step that is not open now; the text says why, for an editor."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a row says; see Rule."""

    kind: str
    left: str
    right: str = ""
    relation: str = ""
    weight: float = 1.0


@transaction.atomic
def propose(
    content: Content, *, actor: AbstractBaseUser, why: str = "", question: str = ""
) -> Rule:
    """Keep a draft. It does nothing to the search yet."""
    rule = Rule(question=question, **{name: getattr(content, name) for name in CONTENT})
    rule.save()
    _note(rule, Step.PROPOSED, actor, why)
    return rule


@transaction.atomic
def change(
    rule: Rule, content: Content, *, actor: AbstractBaseUser, seen: int, why: str = ""
) -> Rule:
    """Write a draft or an undone row anew; it is a draft then, and its effect is unknown."""
    rule = _locked(rule, seen)
    if rule.state == State.LIVE:
        raise NotPossible(_("A row that is live is undone first, then changed."))
    for name in CONTENT:
        setattr(rule, name, getattr(content, name))
    rule.state = State.DRAFT
    rule.version += 1
    rule.changed_at = timezone.now()
    rule.preview_state, rule.preview = PreviewState.NONE, {}
    rule.save()
    _note(rule, Step.CHANGED, actor, why)
    return rule


@transaction.atomic
def ask_for_preview(rule: Rule) -> Rule:
    """Have the effect of a row worked out by the worker, anew if it was before."""
    rule = _locked(rule, rule.version)
    rule.preview_state = PreviewState.WAITING
    rule.save(update_fields=["preview_state"])
    return rule


@transaction.atomic
def go_live(rule: Rule, *, actor: AbstractBaseUser, seen: int, why: str = "") -> Rule:
    """Put a row in force; only one whose effect, as it stands, has been worked out."""
    rule = _locked(rule, seen)
    if rule.state == State.LIVE:
        raise NotPossible(_("This row is live already."))
    if not rule.preview_is_current:
        raise NotPossible(_("Look at the effect first; it is not worked out for this row yet."))
    return _turned(rule, State.LIVE, Step.WENT_LIVE, actor, why)


@transaction.atomic
def undo(rule: Rule, *, actor: AbstractBaseUser, seen: int, why: str = "") -> Rule:
    """Take a row out of force, or put a draft aside. It stays in the list with its history."""
    rule = _locked(rule, seen)
    if rule.state == State.UNDONE:
        raise NotPossible(_("This row is undone already."))
    return _turned(rule, State.UNDONE, Step.UNDONE, actor, why)


def _locked(rule: Rule, seen: int) -> Rule:
    """Return the row as it is now, held till the end of the transaction."""
    fresh = Rule.objects.select_for_update().get(pk=rule.pk)
    if fresh.version != seen:
        raise NotPossible(_("Somebody changed this row meanwhile. This is how it stands now."))
    return fresh


def _turned(rule: Rule, state: State, step: Step, actor: AbstractBaseUser, why: str) -> Rule:
    rule.state = state
    rule.changed_at = timezone.now()
    rule.save(update_fields=["state", "changed_at"])
    _note(rule, step, actor, why)
    transaction.on_commit(index_words.look_again)
    return rule


def _note(rule: Rule, step: Step, actor: AbstractBaseUser, why: str) -> None:
    RuleEvent.objects.create(
        rule=rule,
        step=step,
        why=why.strip()[:300],
        content={name: getattr(rule, name) for name in CONTENT},
        actor=actor,
        actor_name=(actor.get_full_name() or actor.get_username())[:150],
    )
