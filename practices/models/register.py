"""The register of places (НСИ's ЕКАТТЕ) and the organisations that practices name."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from practices.choices import MunicipalityCategory, OrganisationKind, SizeBand

SMALL_BELOW = 20_000
LARGE_ABOVE = 50_000


class NamedInTwoLanguages(models.Model):
    """A row whose name an editor types once in Bulgarian and once in English."""

    name_bg = models.CharField(_("name in Bulgarian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; Bulgarian where English is missing."""
        if (get_language() or "bg").startswith("en") and self.name_en:
            return self.name_en
        return self.name_bg


class Region(NamedInTwoLanguages):
    """A planning region (NUTS 2)."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)

    class Meta:
        verbose_name = _("planning region")
        verbose_name_plural = _("planning regions")
        ordering = ["code"]


class Oblast(NamedInTwoLanguages):
    """One of the 28 oblasti; the code is НСИ's three letters."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    slug = models.SlugField(_("address"), unique=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("planning region"))

    class Meta:
        verbose_name = _("oblast")
        verbose_name_plural = _("oblasti")
        ordering = ["name_bg"]


class Municipality(index.Indexed, NamedInTwoLanguages):
    """A municipality as the register has it; rows are closed by `valid_until`, never deleted."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    ekatte = models.CharField(_("EKATTE of the centre"), max_length=5)
    slug = models.SlugField(_("address"))
    oblast = models.ForeignKey(
        Oblast, models.PROTECT, related_name="municipalities", verbose_name=_("oblast")
    )
    category = models.PositiveSmallIntegerField(
        _("category"), choices=MunicipalityCategory, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the population figure"), null=True, blank=True
    )
    longitude = models.FloatField(_("longitude of the centre"), null=True, blank=True)
    latitude = models.FloatField(_("latitude of the centre"), null=True, blank=True)
    valid_from = models.DateField(_("exists since"), null=True, blank=True)
    valid_until = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("successor")
    )

    search_fields = [
        index.SearchField("name_bg"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_bg"),
        index.FilterField("oblast"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name_bg"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("ekatte"), FieldPanel("slug")]),
        FieldPanel("oblast"),
        FieldRowPanel(
            [FieldPanel("category"), FieldPanel("population"), FieldPanel("population_year")]
        ),
        FieldRowPanel([FieldPanel("longitude"), FieldPanel("latitude")]),
        MultiFieldPanel(
            [FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("successor")],
            heading=_("History"),
        ),
    ]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name_bg", "code"]
        constraints = [
            models.UniqueConstraint(fields=["oblast", "slug"], name="municipality_address_unique"),
        ]

    def __str__(self) -> str:
        """Two municipalities are called Бяла, so a name always carries its oblast."""
        return f"{self.name} ({self.oblast.name})"

    @property
    def size_band(self) -> SizeBand | None:
        """Derived from the population, never stored; None where no figure exists."""
        if self.population is None:
            return None
        if self.population < SMALL_BELOW:
            return SizeBand.SMALL
        return SizeBand.LARGE if self.population > LARGE_ABOVE else SizeBand.MEDIUM

    @property
    def region(self) -> Region:
        return self.oblast.region


class Organisation(index.Indexed, NamedInTwoLanguages):
    """Whoever led, paid for or took part in a practice."""

    kind = models.CharField(_("kind"), max_length=24, choices=OrganisationKind)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("municipality"),
        help_text=_("Where it works, if it is in one municipality."),
    )
    country = models.CharField(
        _("country"),
        max_length=60,
        blank=True,
        help_text=_("Only for organisations outside Bulgaria."),
    )
    website = models.URLField(_("web site"), blank=True)

    search_fields = [
        index.SearchField("name_bg"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_bg"),
        index.FilterField("kind"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name_bg"), FieldPanel("name_en")]),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("country")]),
        FieldPanel("website"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_bg"]
        constraints = [
            models.UniqueConstraint(fields=["name_bg", "country"], name="organisation_name_unique"),
        ]
