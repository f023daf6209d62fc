"""What editors sort practices by: themes, conditions, audiences, programmes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from practices.choices import FundingKind

from .register import NamedInTwoLanguages


class Term(NamedInTwoLanguages):
    """A term of a vocabulary, with the word that stands for it in addresses and filters."""

    slug = models.SlugField(
        _("address"), unique=True, help_text=_("Latin letters; never change it once it is public.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True


class Theme(index.Indexed, Term):
    """A theme; two levels, sixteen at the top."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        verbose_name=_("broader theme"),
    )
    description_bg = models.CharField(_("description in Bulgarian"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)

    search_fields = [index.SearchField("name_bg"), index.AutocompleteField("name_bg")]
    panels = [
        FieldRowPanel([FieldPanel("name_bg"), FieldPanel("name_en")]),
        FieldPanel("parent"),
        FieldPanel("description_bg"),
        FieldPanel("description_en"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "name_bg"]

    def clean(self) -> None:
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Choose a theme of the top level.")})


class Prerequisite(Term):
    """What a municipality must already have: staff, software, property, a council decision."""

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        ordering = ["order", "name_bg"]


class TargetGroup(Term):
    """For whom a practice is."""

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["order", "name_bg"]


class FundingProgramme(index.Indexed, Term):
    """A programme, fund or donor that paid for practices."""

    short = models.CharField(_("abbreviation"), max_length=30, blank=True)
    donor = models.CharField(_("donor"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=FundingKind)
    period = models.CharField(_("period"), max_length=20, blank=True)

    search_fields = [
        index.SearchField("name_bg"),
        index.SearchField("short"),
        index.AutocompleteField("name_bg"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name_bg"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("short"), FieldPanel("period"), FieldPanel("kind")]),
        FieldPanel("donor"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
    ]

    class Meta:
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")
        ordering = ["name_bg"]

    def __str__(self) -> str:
        return f"{self.name} ({self.short})" if self.short else self.name
