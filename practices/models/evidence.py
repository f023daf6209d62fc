"""What backs a practice: steps, numbers, events, publications, law, documents, pictures, sources."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from practices.choices import (
    DocumentKind,
    EventKind,
    Licence,
    MeasureKind,
    MeasureNature,
    PublicationKind,
    SourceReading,
)

PAGE = "practices.PracticePage"


def validate_day_exists(value: str) -> None:
    """Refuse 2016-02-31, which has the shape of a day; the pages could not say it in words.

    :raises ValidationError: for a whole date that no calendar has.
    """
    if len(value) < len("2016-04-21"):
        return
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ValidationError(_("There is no such day in the calendar.")) from error


class PartialDateField(models.CharField):
    """An ISO date as exact as the source is: 2016, 2016-04 or 2016-04-21."""

    default_validators = [
        RegexValidator(
            r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z",
            _("Write a year, a month or a day like this: 2016, 2016-04 or 2016-04-21."),
        ),
        validate_day_exists,
    ]

    def __init__(self, *args, **kwargs) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class PracticeStep(Orderable):
    """One step of the way, in order."""

    page = ParentalKey(PAGE, related_name="steps")
    action = models.CharField(_("what was done"), max_length=400)
    term = models.CharField(
        _("term"), max_length=120, blank=True, help_text=_("For example: two months.")
    )
    responsible = models.CharField(_("who did it"), max_length=200, blank=True)

    panels = [
        FieldPanel("action"),
        FieldRowPanel([FieldPanel("term"), FieldPanel("responsible")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class PracticeMeasure(Orderable):
    """A number of the results, before and after, as the source gives it.

    Values are text, because sources write „над 125“ or „84,6“; nothing is rounded or guessed.
    """

    page = ParentalKey(PAGE, related_name="measures")
    indicator = models.CharField(_("indicator"), max_length=250)
    before = models.CharField(_("before"), max_length=80, blank=True)
    after = models.CharField(_("after"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    period = models.CharField(_("period"), max_length=80, blank=True)
    source = models.CharField(_("source of the number"), max_length=250, blank=True)
    kind = models.CharField(
        _("how it is known"), max_length=10, choices=MeasureKind, default=MeasureKind.CLAIMED
    )
    nature = models.CharField(
        _("what it counts"),
        max_length=8,
        choices=MeasureNature,
        help_text=_("Meetings held and leaflets printed are work done, not a change."),
    )
    planned = models.BooleanField(_("a plan, not yet a result"), default=False)

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("period"), FieldPanel("source")]),
        FieldRowPanel([FieldPanel("nature"), FieldPanel("kind"), FieldPanel("planned")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class PracticeEvent(Orderable):
    """A meeting, visit, training or campaign that was part of the practice."""

    page = ParentalKey(PAGE, related_name="events")
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, default=EventKind.OTHER)
    start = PartialDateField(_("date"), help_text=_("2016, 2016-04 or 2016-04-21"))
    end = PartialDateField(_("last day"))
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("participants")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The last day is before the first.")})


class PracticePublication(Orderable):
    """A bulletin, handbook, report or film that came out of the practice."""

    page = ParentalKey(PAGE, related_name="publications")
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(
        _("kind"), max_length=10, choices=PublicationKind, default=PublicationKind.OTHER
    )
    issues = models.PositiveIntegerField(_("number of issues"), null=True, blank=True)
    print_run = models.PositiveIntegerField(_("copies printed"), null=True, blank=True)
    file = models.ForeignKey(
        "practices.Attachment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address on the web"), blank=True, max_length=500)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("issues"), FieldPanel("print_run")]),
        FieldRowPanel([FieldPanel("file"), FieldPanel("url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")


class PracticeLegalBasis(Orderable):
    """The act that allows it."""

    page = ParentalKey(PAGE, related_name="legal_basis")
    act = models.CharField(_("act"), max_length=250)
    article = models.CharField(_("article"), max_length=120, blank=True)

    panels = [FieldRowPanel([FieldPanel("act"), FieldPanel("article")])]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal basis")


class PracticeDocument(Orderable):
    """A document to reuse. Its file may be missing: that the council adopted it is a fact too."""

    page = ParentalKey(PAGE, related_name="documents")
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=14, choices=DocumentKind, default=DocumentKind.OTHER
    )
    file = models.ForeignKey(
        "practices.Attachment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address on the web"), blank=True, max_length=500)
    editable = models.BooleanField(
        _("editable format"), default=False, help_text=_("Others can fill it in and reuse it.")
    )
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, blank=True)
    adopted_by = models.CharField(
        _("adopted by"), max_length=120, blank=True, help_text=_("For example: municipal council.")
    )
    adopted_on = PartialDateField(_("adopted on"))

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("licence"), FieldPanel("editable")]),
        FieldRowPanel([FieldPanel("file"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("adopted_by"), FieldPanel("adopted_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class PracticeImage(Orderable):
    """A picture of the gallery; without a text alternative and consent it is not accepted."""

    page = ParentalKey(PAGE, related_name="gallery")
    image = models.ForeignKey(
        "practices.Picture", models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    alt = models.CharField(
        _("text alternative"),
        max_length=250,
        help_text=_("What someone who cannot see the picture should know."),
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    consent = models.BooleanField(
        _("consent to publish"),
        default=False,
        help_text=_("The author and the people in the picture agree that it is published."),
    )

    panels = [
        FieldPanel("image"),
        FieldPanel("alt"),
        FieldPanel("caption"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("consent")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("gallery")

    def clean(self) -> None:
        if not self.consent:
            raise ValidationError({"consent": _("A picture is published only with consent.")})


class PracticeSource(Orderable):
    """Where the facts come from."""

    page = ParentalKey(PAGE, related_name="sources")
    title = models.CharField(_("title"), max_length=400)
    publisher = models.CharField(_("publisher or site"), max_length=300, blank=True)
    url = models.URLField(_("address on the web"), blank=True, max_length=500)
    read = models.CharField(
        _("how fully it was read"),
        max_length=8,
        choices=SourceReading,
        default=SourceReading.UNKNOWN,
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("read")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
