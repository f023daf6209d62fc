"""The six steps: which fields and rows each asks for, in the order of the page."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.choices import (
    Currency,
    Inspiration,
    Licence,
    OrganisationKind,
    ParticipationLevel,
    PracticeKind,
    Stage,
    Visibility,
)
from practices.drafts.fields import (
    AmountField,
    choice,
    countries,
    line,
    month,
    several,
    terms,
    text,
    themes,
    tick,
    web_address,
    whole_number,
    year,
)
from practices.models import Prerequisite, TargetGroup
from practices.submissions import consent
from practices.submissions.fields import MunicipalitiesField


def _themes() -> list:
    return list(themes())


class StepForm(forms.Form):
    """The single fields of a step. What is empty is no mistake before it is sent."""

    use_required_attribute = False

    def full_clean(self) -> None:
        super().full_clean()
        for name, errors in list(self._errors.items()):
            errors.data = [error for error in errors.as_data() if error.code != "required"]
            if not errors.data:
                del self._errors[name]


class AboutForm(StepForm):
    title = line(_("Title"), 120, _("What was done, in a few words."), required=True)
    municipalities = MunicipalitiesField(
        label=_("Municipalities"), help_text=_("One or more: where the practice works.")
    )
    municipalities_note = line(_("Note on the municipalities"), 250)
    lead_text = text(
        _("What was done, in short"),
        600,
        _("What the problem was, what you did and what came of it: two or three sentences."),
        rows=5,
        required=True,
    )
    summary = text(
        _("Summary for the list"),
        300,
        _("Between 150 and 300 characters: what was done, for whom and what came of it."),
        rows=3,
    )
    problem_line = line(_("The problem in one sentence"), 200)
    theme_1 = choice(_("Theme"), _themes)
    theme_2 = choice(_("Second theme"), _themes)
    theme_3 = choice(_("Third theme"), _themes)
    kind = choice(_("What kind of practice it is"), PracticeKind.choices)
    stage = choice(_("How far it has come"), Stage.choices)
    target_groups = several(_("For whom it is"), terms(TargetGroup))
    target_groups_note = line(_("More about them"), 250)


class StoryForm(StepForm):
    background = text(
        _("Background"), 3000, _("What was the problem before, and for whom?"), rows=8
    )
    practice = text(
        _("Practice"), 6000, _("What did you do, step by step, and with whom?"), rows=12
    )
    inspiration = choice(
        _("Where the idea came from"), Inspiration.choices, _("Leave it empty if it is your own.")
    )
    inspired_by_text = line(_("From where"), 250, _("Also a municipality abroad."))


class ResultsForm(StepForm):
    results = text(_("Results"), 3000, _("What changed, and how do you know?"), rows=8)
    what_failed = text(_("What did not work"), 3000, _("Others learn most from this."))
    what_failed_visible_to = choice(
        _("Who may read what did not work"), Visibility.choices, initial=Visibility.ALL.value
    )
    limits = text(_("Conditions for success and limits"), 3000)
    adapt_notes = text(_("What to change when reusing it"), 3000)
    prerequisites = several(_("What one needs beforehand"), terms(Prerequisite))


class MeansForm(StepForm):
    start_year = year(_("First year"))
    start_month = month(_("First month"))
    end_year = year(_("Last year"))
    end_month = month(_("Last month"))
    ongoing = tick(_("It still goes on"))
    duration_months = whole_number(_("Duration in months"), most=600)
    cost_amount = AmountField(label=_("Total cost"))
    cost_currency = choice(_("Currency"), Currency.choices)
    cost_currency_name = line(_("Name of the other currency"), 40)
    cost_year = year(_("Year of the sum"))
    cost_note = line(_("Note on the cost"), 250)
    running_amount = AmountField(label=_("Yearly running cost"))
    running_currency = choice(_("Currency"), Currency.choices)
    running_year = year(_("Year of the sum"))
    running_note = line(_("Note on the running cost"), 250)
    person_months = AmountField(
        label=_("Labour in person-months"),
        below=100_000,
        help_text=_("Two people for half a year are 12 person-months."),
    )
    staff_roles = line(_("Who worked on it"), 250)
    lead_name = line(_("Lead organisation"), 200, _("For example: Gabrovo Municipality."))
    lead_kind = choice(
        _("Kind of organisation"),
        OrganisationKind.choices,
        initial=OrganisationKind.MUNICIPALITY.value,
    )
    lead_country = choice(_("Country, if it is abroad"), countries)
    participation_level = choice(_("How citizens took part"), ParticipationLevel.choices)
    participation_note = line(_("More about it"), 250)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("start_year"), cleaned.get("end_year")
        if first and last and last < first:
            self.add_error("end_year", _("The last year is before the first."))
        for amount, currency in (
            ("cost_amount", "cost_currency"),
            ("running_amount", "running_currency"),
        ):
            if cleaned.get(amount) and not cleaned.get(currency):
                self.add_error(currency, _("Choose the currency of the sum."))
        return cleaned


class EvidenceForm(StepForm):
    evidence_link = web_address(_("Link to more about it"))


class SendForm(StepForm):
    """The fields of the last step that are kept; `SendingForm` adds the picture code."""

    innovator_name = line(
        _("Innovator"), 150, _("The name to show: a person, a team or an organisation.")
    )
    contact_organisation = line(_("Contact: organisation or post"), 200)
    contact_phone = line(_("Telephone"), 60)
    contact_fax = line(_("Fax"), 60)
    contact_consent = tick(_("The telephone and the fax may be shown"))
    contact_email = forms.EmailField(
        label=_("Office e-mail for questions"),
        required=False,
        max_length=254,
        help_text=_("It is not shown; readers write through the site."),
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.bg.")
        },
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    licence = choice(_("Licence"), Licence.choices, initial=Licence.CC_BY.value)
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=True,
        max_length=254,
        help_text=_("It is not published. We send you a link to confirm and tell you what comes."),
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.bg.")
        },
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    consent = tick("", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent.text(get_language() or "bg")


class SendingForm(ProtectedFormMixin, SendForm):
    """The last step when it is sent: nothing may be missing, and the code must be right."""

    def __init__(self, *args: Any, missing: list | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.missing:
            raise forms.ValidationError(
                _("Something is still missing; the list below leads to it."), code="missing"
            )
        return cleaned


@dataclass(frozen=True, slots=True)
class FieldSet:
    """Fields that are asked for together; a folded one opens where something is in it."""

    legend: Promise
    names: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its number, heading, fields, sets of them, and the rows that come after them."""

    number: int
    title: Promise
    form: type[StepForm]
    rows: tuple[str, ...] = ()
    lede: Promise | str = ""
    sets: tuple[FieldSet, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.form.base_fields) + self.rows

    def parts(self) -> list[tuple[FieldSet | None, tuple[str, ...]]]:
        """Return the fields in their order, those of a set together, the others with None."""
        found: list[tuple[FieldSet | None, tuple[str, ...]]] = []
        for name in self.form.base_fields:
            own = next((one for one in self.sets if name in one.names), None)
            if found and found[-1][0] is own:
                found[-1] = (own, (*found[-1][1], name))
            else:
                found.append((own, (name,)))
        return found


STEPS = (
    Step(
        1,
        _("What it is about"),
        AboutForm,
        lede=_(
            "Only the title, the place and a few sentences are required. The rest helps others find it."
        ),
        sets=(
            FieldSet(_("In the list of practices"), ("summary", "problem_line")),
            FieldSet(_("Theme and kind"), ("theme_1", "theme_2", "theme_3", "kind", "stage")),
            FieldSet(_("The people it serves"), ("target_groups", "target_groups_note")),
        ),
    ),
    Step(
        2,
        _("Background and practice"),
        StoryForm,
        ("steps",),
        sets=(FieldSet(_("The idea"), ("inspiration", "inspired_by_text"), folded=True),),
    ),
    Step(
        3,
        _("Results"),
        ResultsForm,
        ("measures",),
        sets=(
            FieldSet(_("What went wrong"), ("what_failed", "what_failed_visible_to")),
            FieldSet(_("For those who will reuse it"), ("limits", "adapt_notes", "prerequisites")),
        ),
    ),
    Step(
        4,
        _("Time, money, people"),
        MeansForm,
        ("funding", "project_codes", "partners"),
        lede=_("Fill in what you know; open the rest only if you need it."),
        sets=(
            FieldSet(
                _("Period"),
                (
                    *("start_year", "start_month", "end_year", "end_month"),
                    *("ongoing", "duration_months"),
                ),
            ),
            FieldSet(
                _("Cost of the practice"),
                ("cost_amount", "cost_currency", "cost_currency_name", "cost_year", "cost_note"),
            ),
            FieldSet(
                _("Upkeep every year"),
                ("running_amount", "running_currency", "running_year", "running_note"),
                folded=True,
            ),
            FieldSet(_("Labour"), ("person_months", "staff_roles"), folded=True),
            FieldSet(_("Who leads it"), ("lead_name", "lead_kind", "lead_country")),
            FieldSet(
                _("Participation of citizens"),
                ("participation_level", "participation_note"),
                folded=True,
            ),
        ),
    ),
    Step(
        5,
        _("Evidence"),
        EvidenceForm,
        ("events", "publications", "legal_basis", "sources", "documents", "gallery"),
    ),
    Step(
        6,
        _("Review and send"),
        SendForm,
        sets=(
            FieldSet(
                _("Whom readers may ask"),
                (
                    *("contact_organisation", "contact_phone", "contact_fax"),
                    *("contact_consent", "contact_email"),
                ),
            ),
        ),
    ),
)
FILES_STEP = 5
LAST = len(STEPS)
