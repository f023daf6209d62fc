"""The editing screen of a practice, in the order in which the practice is read."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

STANDARD_CONTENT = [FieldPanel("intro"), FieldPanel("body")]
FEATURED = [FieldPanel("practice"), FieldPanel("week"), FieldPanel("reason")]

STORY = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("problem_line"),
    FieldPanel("background"),
    FieldPanel("practice"),
    InlinePanel("steps", heading=_("Steps"), label=_("step")),
    FieldPanel("results"),
    InlinePanel(
        "measures",
        heading=_("Measured results"),
        label=_("measure"),
        help_text=_(
            "Give before, after, unit, period and source. Keep work done and change apart."
        ),
    ),
    MultiFieldPanel(
        [FieldPanel("what_failed"), FieldPanel("what_failed_visible_to")],
        heading=_("What did not work"),
    ),
    FieldPanel("limits"),
    FieldPanel("adapt_notes"),
]
FACTS = [
    MultiFieldPanel(
        [
            FieldPanel("municipalities"),
            FieldRowPanel(
                [FieldPanel("municipalities_claimed"), FieldPanel("municipalities_note")]
            ),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            # A click in a plain list of several choices forgets the others without a word.
            FieldPanel(
                "themes",
                help_text=_("Up to three; the narrower ones are better."),
                widget=forms.CheckboxSelectMultiple,
            ),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("stage")]),
        ],
        heading=_("What kind of practice"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start_year"), FieldPanel("start_month")]),
            FieldRowPanel([FieldPanel("end_year"), FieldPanel("end_month")]),
            FieldRowPanel([FieldPanel("ongoing"), FieldPanel("duration_months")]),
        ],
        heading=_("When"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("lead_organisation"),
            InlinePanel("partners", heading=_("Partners"), label=_("partner")),
        ],
        heading=_("Who"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("cost_amount"), FieldPanel("cost_currency"), FieldPanel("cost_year")]
            ),
            FieldRowPanel([FieldPanel("cost_currency_name"), FieldPanel("cost_note")]),
            FieldRowPanel(
                [
                    FieldPanel("running_amount"),
                    FieldPanel("running_currency"),
                    FieldPanel("running_year"),
                ]
            ),
            FieldPanel("running_note"),
            FieldRowPanel([FieldPanel("person_months"), FieldPanel("staff_roles")]),
            InlinePanel("funding", heading=_("Funding"), label=_("programme or donor")),
            InlinePanel("project_codes", heading=_("Project and contract numbers")),
        ],
        heading=_("How much"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
            FieldPanel("target_groups_note"),
            FieldRowPanel([FieldPanel("participation_level"), FieldPanel("participation_note")]),
            FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("For whom and under what conditions"),
    ),
]
EVIDENCE = [
    InlinePanel("events", heading=_("Events"), label=_("event")),
    InlinePanel("publications", heading=_("Publications"), label=_("publication")),
    InlinePanel("legal_basis", heading=_("Legal basis"), label=_("act")),
    InlinePanel("documents", heading=_("Documents to reuse"), label=_("document")),
    InlinePanel("gallery", heading=_("Gallery"), label=_("picture")),
    InlinePanel("sources", heading=_("Sources"), label=_("source")),
    MultiFieldPanel(
        [
            FieldPanel("inspiration"),
            FieldPanel("inspired_by"),
            FieldPanel("inspired_by_text"),
        ],
        heading=_("Where the idea came from"),
    ),
]
PEOPLE_AND_RIGHTS = [
    FieldPanel("innovator_name"),
    MultiFieldPanel(
        [
            FieldPanel("contact_organisation"),
            FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_fax")]),
            FieldPanel("contact_email"),
            FieldPanel("contact_consent"),
        ],
        heading=_("Contact"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("licence"),
            FieldPanel("consent"),
            FieldRowPanel([FieldPanel("consent_version"), FieldPanel("consent_at")]),
        ],
        heading=_("Licence and consent"),
    ),
    FieldPanel("editor_note"),
    MultiFieldPanel(
        [
            FieldPanel("legacy_source"),
            FieldPanel("legacy_url"),
            FieldRowPanel([FieldPanel("legacy_published_on"), FieldPanel("legacy_nominations")]),
            FieldPanel("import_key", read_only=True),
        ],
        heading=_("Provenance"),
    ),
]
PUBLISHING = [
    HelpPanel(content=_("The address stays as it is once the practice is public.")),
    FieldPanel("slug"),
    FieldPanel("withdrawal_reason"),
    PublishingPanel(),
]

PRACTICE = TabbedInterface(
    [
        ObjectList(STORY, heading=_("Practice")),
        ObjectList(FACTS, heading=_("At a glance")),
        ObjectList(EVIDENCE, heading=_("Evidence")),
        ObjectList(PEOPLE_AND_RIGHTS, heading=_("People and rights")),
        ObjectList(PUBLISHING, heading=_("Publishing")),
    ]
)
