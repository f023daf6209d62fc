"""The rows of the full description: one small form for each kind, as many as one adds."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.choices import (
    DocumentKind,
    EventKind,
    Licence,
    MeasureKind,
    MeasureNature,
    OrganisationKind,
    PublicationKind,
)
from practices.drafts.fields import (
    choice,
    countries,
    day,
    line,
    programmes,
    text,
    tick,
    web_address,
    whole_number,
)

MOST = 40  # rows of a kind


class RowForm(forms.Form):
    """One row. A row in which nothing is typed is none."""

    use_required_attribute = False
    heading: Promise | str = ""  # of all the rows
    one: Promise | str = ""  # legend of one row
    add: Promise | str = ""  # on the button
    hint: Promise | str = ""
    start_with = 1  # empty rows that are shown to begin with
    needs: str = ""  # the field without which a row says nothing
    takes_file = False  # each row asks for a file of its own


class StepRow(RowForm):
    heading, one, add = _("Step by step"), _("Step"), _("Add a step")
    needs = "action"
    action = text(_("What was done"), 400, rows=2)
    term = line(_("Term"), 120, _("For example: two months."))
    responsible = line(_("Who did it"), 200)


class MeasureRow(RowForm):
    heading, one, add = _("Measured results"), _("Number"), _("Add a number")
    hint = _("What changed, counted: before and after, with unit, period and source.")
    needs = "indicator"
    indicator = line(_("What is counted"), 250, _("For example: people who eat a warm lunch."))
    before = line(_("Before"), 80)
    after = line(_("After"), 80)
    unit = line(_("Unit"), 80, _("For example: people a month."))
    period = line(_("Period"), 80, _("For example: 2018 to 2020."))
    source = line(_("Where the number is from"), 250)
    nature = choice(
        _("What it counts"),
        MeasureNature.choices,
        _("Meetings held and leaflets printed are work done, not a change."),
        initial=MeasureNature.OUTCOME.value,
    )
    kind = choice(_("How it is known"), MeasureKind.choices, initial=MeasureKind.CLAIMED.value)
    planned = tick(_("This is a plan, not yet a result"))


class FundingRow(RowForm):
    heading, one, add = _("Where the money came from"), _("Source of money"), _("Add a source")
    needs = "programme"
    programme = choice(_("Programme or fund"), programmes)
    name = line(_("If it is not in the list: its name"), 200)
    donor = line(_("Donor"), 200)
    share = line(_("Share"), 120, _("For example: 85 %."))


class CodeRow(RowForm):
    heading, one, add = _("Project and contract numbers"), _("Number"), _("Add a project number")
    needs = "raw"
    start_with = 0
    raw = line(_("Number"), 120, _("Exactly as in the document."))


class PartnerRow(RowForm):
    heading, one, add = _("Partners"), _("Partner"), _("Add a partner")
    needs = "name"
    start_with = 0
    name = line(_("Name"), 200)
    kind = choice(_("Kind"), OrganisationKind.choices, initial=OrganisationKind.OTHER.value)
    country = choice(_("Country, if it is abroad"), countries)
    role = line(_("Role"), 200, _("For example: contractor, trainer."))


class EventRow(RowForm):
    heading, one, add = _("Events"), _("Event"), _("Add an event")
    needs = "name"
    start_with = 0
    name = line(_("Name"), 250)
    kind = choice(_("Kind"), EventKind.choices, initial=EventKind.OTHER.value)
    start = day(_("Date"))
    end = day(_("Last day"))
    participants = whole_number(_("Participants"))
    note = line(_("Note"), 250)


class PublicationRow(RowForm):
    heading, one, add = _("Publications"), _("Publication"), _("Add a publication")
    needs = "title"
    start_with = 0
    takes_file = True
    title = line(_("Title"), 250)
    kind = choice(_("Kind"), PublicationKind.choices, initial=PublicationKind.OTHER.value)
    issues = whole_number(_("Issues"))
    print_run = whole_number(_("Copies printed"))
    url = web_address()
    file = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


class LawRow(RowForm):
    heading, one, add = _("Legal basis"), _("Act"), _("Add an act")
    needs = "act"
    start_with = 0
    act = line(_("Law, ordinance or decision"), 250)
    article = line(_("Article"), 120)


class DocumentRow(RowForm):
    heading, one, add = _("Documents to reuse"), _("Document"), _("Add a document without a file")
    hint = _("A file that you upload below gets a row here. A document may also have no file.")
    needs = "title"
    start_with = 0
    title = line(_("Title"), 300)
    kind = choice(_("Kind"), DocumentKind.choices, initial=DocumentKind.OTHER.value)
    adopted_by = line(_("Adopted by"), 120, _("For example: municipal council."))
    adopted_on = day(_("Adopted on"))
    url = web_address()
    licence = choice(_("Licence"), Licence.choices)
    editable = tick(_("Others can fill it in and reuse it"))
    file = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


class PictureRow(RowForm):
    heading, one = _("Pictures"), _("Picture")
    hint = _("Pictures that you upload below come here. Say what is in each.")
    needs = "file"
    start_with = 0
    alt = line(
        _("What is in the picture"),
        250,
        _("For somebody who cannot see it. Without this it is not shown."),
    )
    caption = line(_("Caption"), 250)
    author = line(_("Who took it"), 120)
    file = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


class SourceRow(RowForm):
    heading, one, add = _("Sources"), _("Source"), _("Add a source of facts")
    hint = _("Where one can read about it: news, reports, decisions.")
    needs = "title"
    title = line(_("Title"), 400)
    publisher = line(_("Publisher or site"), 300)
    url = web_address()


KINDS: dict[str, type[RowForm]] = {
    "steps": StepRow,
    "measures": MeasureRow,
    "funding": FundingRow,
    "project_codes": CodeRow,
    "partners": PartnerRow,
    "events": EventRow,
    "publications": PublicationRow,
    "legal_basis": LawRow,
    "documents": DocumentRow,
    "gallery": PictureRow,
    "sources": SourceRow,
}
