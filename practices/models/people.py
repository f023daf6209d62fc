"""Who did it and with whom: organisations in their roles, municipalities' partners, donors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from search.bulgarian.codes import normalise_code

from .register import Organisation
from .taxonomy import FundingProgramme


class PracticePartner(Orderable):
    """An organisation and what it did in this practice."""

    page = ParentalKey("practices.PracticePage", related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"), max_length=200, blank=True, help_text=_("For example: contractor, trainer.")
    )

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class PracticeFunding(Orderable):
    """A programme or donor and its share, as the source words it."""

    page = ParentalKey("practices.PracticePage", related_name="funding")
    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, related_name="+", verbose_name=_("programme or donor")
    )
    share = models.CharField(
        _("share"), max_length=120, blank=True, help_text=_("For example: 85 %.")
    )

    panels = [FieldRowPanel([FieldPanel("programme"), FieldPanel("share")])]

    class Meta(Orderable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")


class PracticeProjectCode(Orderable):
    """A project or contract number as printed, and the form under which it is found."""

    page = ParentalKey("practices.PracticePage", related_name="project_codes")
    raw = models.CharField(
        _("project or contract number"),
        max_length=120,
        help_text=_("Exactly as in the document; the search finds it in any spelling."),
    )
    normalised = models.CharField(max_length=120, editable=False, db_index=True)

    panels = [FieldPanel("raw")]

    class Meta(Orderable.Meta):
        verbose_name = _("project or contract number")
        verbose_name_plural = _("project and contract numbers")

    def __str__(self) -> str:
        return self.raw

    def save(self, *args, **kwargs) -> None:
        self.normalised = normalise_code(self.raw)
        super().save(*args, **kwargs)
