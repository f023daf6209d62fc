"""The life of a row: nothing goes live unseen, everything is in the history."""

import pytest

from search.workshop import rules
from search.workshop.choices import PreviewState
from search.workshop.models import Rule, RuleEvent
from search.workshop.rules import Content, NotPossible

pytestmark = pytest.mark.django_db
OTHER = Content("synonym", "щанга\nтрамвай", "", "near", 0.5)


def looked_at(rule: Rule) -> Rule:
    Rule.objects.filter(pk=rule.pk).update(
        preview_state=PreviewState.DONE, preview_version=rule.version
    )
    return Rule.objects.get(pk=rule.pk)


def test_life_of_a_row_is_in_its_history(drafted, editor, person):
    rule = drafted("щанга", "тролейбус")
    second = person(name="Петър")
    rule = rules.change(rule, OTHER, actor=second, seen=rule.version, why="по-тясно")
    rule = rules.go_live(looked_at(rule), actor=editor, seen=rule.version, why="питат често")
    rules.undo(rule, actor=second, seen=rule.version, why="лови и друго")
    assert list(rule.events.values_list("step", "actor_name", "why")) == [
        ("proposed", "Мария", ""),
        ("changed", "Петър", "по-тясно"),
        ("live", "Мария", "питат често"),
        ("undone", "Петър", "лови и друго"),
    ]
    assert [event.content["left"] for event in rule.events.all()] == [
        *("щанга\nтролейбус", "щанга\nтрамвай", "щанга\nтрамвай", "щанга\nтрамвай"),
    ]


def test_history_outlives_the_account(drafted, editor):
    rule = drafted("щанга", "тролейбус")
    editor.delete()
    assert [(event.actor, event.actor_name) for event in rule.events.all()] == [(None, "Мария")]


def test_line_of_the_history_is_never_edited(drafted):
    event = drafted("щанга", "тролейбус").events.get()
    event.why = "друго"
    with pytest.raises(TypeError):
        event.save()


def test_row_does_not_go_live_unseen(drafted, editor):
    rule = drafted("щанга", "тролейбус")
    with pytest.raises(NotPossible):
        rules.go_live(rule, actor=editor, seen=rule.version)
    rule = rules.change(looked_at(rule), OTHER, actor=editor, seen=rule.version)
    with pytest.raises(NotPossible):
        rules.go_live(rule, actor=editor, seen=rule.version)
    assert Rule.objects.get().state == "draft"


def test_second_editor_is_told_that_somebody_was_quicker(drafted, editor):
    rule = drafted("щанга", "тролейбус")
    rules.change(rule, OTHER, actor=editor, seen=rule.version)
    for step in (rules.go_live, rules.undo):
        with pytest.raises(NotPossible, match="Междувременно"):
            step(rule, actor=editor, seen=rule.version)
    assert RuleEvent.objects.count() == 2


def test_live_row_is_not_rewritten(live_row, editor):
    rule = live_row("щанга", "тролейбус")
    with pytest.raises(NotPossible):
        rules.change(rule, OTHER, actor=editor, seen=rule.version)


@pytest.mark.parametrize("step", ["go_live", "undo"])
def test_step_is_not_taken_twice(live_row, editor, step):
    rule = live_row("щанга", "тролейбус")
    if step == "undo":
        rules.undo(rule, actor=editor, seen=rule.version)
    with pytest.raises(NotPossible):
        getattr(rules, step)(rule, actor=editor, seen=rule.version)


def test_undone_row_can_go_live_again(live_row, editor):
    rule = live_row("щанга", "тролейбус")
    rules.undo(rule, actor=editor, seen=rule.version)
    assert rules.go_live(rule, actor=editor, seen=rule.version).state == "live"
