"""The form of a row: for each kind the same boxes under its own names."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.pids import parse_pid

from .choices import ABBREVIATION_WEIGHT, WEIGHTS, Kind, Relation
from .models import Rule
from .rules import Content
from .validation import Findings, findings

MAX_BOX = 1500  # characters
STRENGTHS = [
    ("", _("as usual for its kind")),
    ("0.9", _("nearly as much as what was typed")),
    ("0.7", _("less")),
    ("0.5", _("half")),
    ("0.3", _("little")),
]


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind is for, and how its boxes are called."""

    title: str
    purpose: str
    left: str
    left_hint: str
    right: str
    right_hint: str


WORDS = {
    Kind.SYNONYM: Words(
        _("Synonym"),
        _("People say it otherwise than the practices do: “trash” and “household waste”."),
        _("The names"),
        _("One a line. Who asks for any of them finds the others too."),
        _("What they lead to"),
        _(
            "Only where it works one way: a problem above, what answers it here. Else leave it "
            "empty."
        ),
    ),
    Kind.ABBREVIATION: Words(
        _("Abbreviation"),
        _("Capital letters that stand for a name. It works both ways."),
        _("The short form"),
        _("One a line, if it is written in several ways."),
        _("What it stands for"),
        _("The whole name; one a line, if there are several for the same thing."),
    ),
    Kind.READING: Words(
        _("Form of a word"),
        _("The dictionary does not see that a form belongs to a word, or the word is a new one."),
        _("The forms"),
        _("One a line, each a single word."),
        _("The word they belong to"),
        _("A single word, as it stands in a dictionary."),
    ),
    Kind.ENGLISH: Words(
        _("English term"),
        _("Somebody asks in English; the practices are in Bulgarian."),
        _("In English"),
        _("One a line."),
        _("In Bulgarian"),
        _("The usual name first; one a line."),
    ),
    Kind.PROMOTED: Words(
        _("Practice on top"),
        _("For one very question a certain practice is the answer to read first."),
        _("The question"),
        _("As it is asked, in any form and order of its words; one a line."),
        _("Number of the practice"),
        _("Such as ДП-2026-0147; at most three, one a line."),
    ),
}


class RuleForm(forms.Form):
    """Reads the boxes into a Content; its faults stand above the boxes."""

    left = forms.CharField(max_length=MAX_BOX, strip=True, widget=forms.Textarea(attrs={"rows": 4}))
    right = forms.CharField(
        max_length=MAX_BOX, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    relation = forms.ChoiceField(
        label=_("How they stand to one another"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        initial=Relation.SAME,
    )
    weight = forms.ChoiceField(
        label=_("How much it weighs"),
        choices=STRENGTHS,
        required=False,
        help_text=_("Against what was typed. If you do not know, leave it as usual."),
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.TextInput,
        help_text=_("One line for your colleagues; it stays in the history."),
    )

    def __init__(self, *args, kind: str, rule: Rule | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.rule = kind, rule
        words = WORDS[kind]
        for name in ("left", "right"):
            self.fields[name].label = getattr(words, name)
            self.fields[name].help_text = getattr(words, f"{name}_hint")
        self.fields["right"].required = kind != Kind.SYNONYM
        if kind != Kind.SYNONYM:
            del self.fields["relation"]
        if kind not in (Kind.SYNONYM, Kind.ABBREVIATION):
            del self.fields["weight"]
        self.found = Findings()

    def clean_left(self) -> str:
        return lines(self.cleaned_data["left"])

    def clean_right(self) -> str:
        typed = lines(self.cleaned_data["right"])
        if self.kind == Kind.PROMOTED:
            return "\n".join(parse_pid(line) or line for line in typed.splitlines())
        return typed

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors:
            self.found = findings(self.content(), self.rule)
            for fault in self.found.faults:
                self.add_error(None, fault)
        return data

    def content(self) -> Content:
        """Return what was typed as a row says it."""
        data = self.cleaned_data
        relation = data.get("relation", "")
        usual = ABBREVIATION_WEIGHT if self.kind == Kind.ABBREVIATION else WEIGHTS.get(relation, 1)
        return Content(
            kind=self.kind,
            left=data["left"],
            right=data["right"],
            relation=relation,
            weight=float(data.get("weight") or usual),
        )


def lines(typed: str) -> str:
    """Return the lines of a box, tidied, none empty and none twice."""
    tidy = (" ".join(line.split()) for line in typed.splitlines())
    return "\n".join(dict.fromkeys(line for line in tidy if line))


def initial(rule: Rule) -> dict[str, str]:
    """Return what the boxes hold when a row is changed."""
    known = {value for value, _name in STRENGTHS}
    weight = f"{rule.weight:g}"
    return {
        "left": rule.left,
        "right": rule.right,
        "relation": rule.relation,
        "weight": weight if weight in known else "",
    }
