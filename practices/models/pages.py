"""The page tree: where practices are edited. What the public reads is the record (records.py)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from practices import panels, pids
from practices.addresses import free_slug
from practices.choices import (
    Currency,
    Inspiration,
    Licence,
    ParticipationLevel,
    PracticeKind,
    Stage,
    Visibility,
)
from practices.forms import PracticePageForm
from practices.signals import page_saved

from .register import Municipality, Organisation
from .taxonomy import Prerequisite, TargetGroup, Theme

# What an editor may use; each of these survives the record's sanitiser.
RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link"]


class HomePage(Page):
    """The root of one language; the front page itself is made from records."""

    max_count = 2
    subpage_types = ["practices.PracticeIndexPage", "practices.StandardPage"]

    class Meta:
        verbose_name = _("home page")


class StandardPage(Page):
    """A page of text: criteria, about, accessibility, privacy."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=["h2", *RICH_TEXT], blank=True)

    parent_page_types = ["practices.HomePage"]
    subpage_types: list[str] = []
    template = "pages/standard_page.html"
    content_panels = [*Page.content_panels, *panels.STANDARD_CONTENT]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")


class PracticeIndexPage(Page):
    """The shelf on which all practices of one language stand, flat."""

    max_count_per_parent = 1
    parent_page_types = ["practices.HomePage"]
    subpage_types = ["practices.PracticePage"]

    class Meta:
        verbose_name = _("shelf of practices")


class PracticePage(Page):
    """A practice while it is edited. Fields and their order: docs/model.md.

    The starred fields of the form are not demanded by the columns: drafts and practices loaded
    from older sources have honest gaps. What must be filled before publishing is one rule,
    `practices.forms.missing_for_publication`.

    Whatever saves a live page also writes its public record, in the same transaction, and whatever
    saves a page that is no longer live withdraws it (ADR 0003): there is no way round it.
    """

    pid = models.CharField(_("number"), max_length=20, editable=False, db_index=True)
    import_key = models.CharField(
        _("key in the source it was loaded from"), max_length=120, blank=True, db_index=True
    )

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("150 to 300 characters: what was done, for whom and what came of it."),
    )
    problem_line = models.CharField(_("the problem in one sentence"), max_length=200, blank=True)
    background = RichTextField(
        _("background"),
        features=RICH_TEXT,
        help_text=_("What was the problem? Up to 3,000 characters."),
    )
    practice = RichTextField(
        _("practice"),
        features=RICH_TEXT,
        help_text=_("What was done and how? Up to 6,000 characters."),
    )
    results = RichTextField(
        _("results"),
        blank=True,
        features=RICH_TEXT,
        help_text=_("What changed, and how is it known? Up to 3,000 characters."),
    )
    what_failed = RichTextField(_("what did not work"), features=RICH_TEXT, blank=True)
    what_failed_visible_to = models.CharField(
        _("who may read what did not work"),
        max_length=14,
        choices=Visibility,
        default=Visibility.ALL,
    )
    limits = RichTextField(_("conditions for success and limits"), features=RICH_TEXT, blank=True)
    adapt_notes = RichTextField(_("what to change when reusing it"), features=RICH_TEXT, blank=True)

    municipalities = ParentalManyToManyField(
        Municipality, blank=True, related_name="practice_pages", verbose_name=_("municipalities")
    )
    municipalities_claimed = models.PositiveSmallIntegerField(
        _("number of municipalities by the source"),
        null=True,
        blank=True,
        help_text=_("Only when it differs from the list, or the source does not name them."),
    )
    municipalities_note = models.CharField(
        _("note on the municipalities"), max_length=250, blank=True
    )
    themes = ParentalManyToManyField(
        Theme, blank=True, related_name="practice_pages", verbose_name=_("themes")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=PracticeKind, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)

    start_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    start_month = models.PositiveSmallIntegerField(_("first month"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    end_month = models.PositiveSmallIntegerField(_("last month"), null=True, blank=True)
    ongoing = models.BooleanField(_("still going on"), default=False)
    duration_months = models.PositiveSmallIntegerField(
        _("duration in months"), null=True, blank=True
    )

    cost_amount = models.DecimalField(
        _("total cost"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    cost_currency = models.CharField(_("currency"), max_length=5, choices=Currency, blank=True)
    cost_currency_name = models.CharField(
        _("name of the other currency"), max_length=40, blank=True
    )
    cost_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    cost_note = models.CharField(_("note on the cost"), max_length=250, blank=True)
    running_amount = models.DecimalField(
        _("yearly running cost"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    running_currency = models.CharField(_("currency"), max_length=5, choices=Currency, blank=True)
    running_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    running_note = models.CharField(_("note on the running cost"), max_length=250, blank=True)
    person_months = models.DecimalField(
        _("labour in person-months"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    staff_roles = models.CharField(_("who worked on it"), max_length=250, blank=True)

    lead_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_practices",
        verbose_name=_("lead organisation"),
    )
    prerequisites = ParentalManyToManyField(
        Prerequisite, blank=True, verbose_name=_("prerequisites")
    )
    target_groups = ParentalManyToManyField(
        TargetGroup, blank=True, verbose_name=_("target groups")
    )
    target_groups_note = models.CharField(
        _("note on the target groups"), max_length=250, blank=True
    )
    participation_level = models.CharField(
        _("participation of citizens"), max_length=14, choices=ParticipationLevel, blank=True
    )
    participation_note = models.CharField(_("how citizens took part"), max_length=250, blank=True)

    innovator_name = models.CharField(
        _("innovator"), max_length=150, blank=True, help_text=_("The name to show.")
    )
    contact_organisation = models.CharField(
        _("contact: organisation or post"), max_length=200, blank=True
    )
    contact_phone = models.CharField(_("telephone"), max_length=60, blank=True)
    contact_fax = models.CharField(_("fax"), max_length=60, blank=True)
    contact_email = models.EmailField(
        _("office e-mail"), blank=True, help_text=_("Never shown on the site.")
    )
    contact_consent = models.BooleanField(_("consent to show telephone and fax"), default=False)

    inspiration = models.CharField(
        _("where the idea came from"), max_length=12, choices=Inspiration, blank=True
    )
    inspired_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="inspired",
        verbose_name=_("practice of this base"),
    )
    inspired_by_text = models.CharField(
        _("or in words"), max_length=250, blank=True, help_text=_("Also a municipality abroad.")
    )

    licence = models.CharField(_("licence"), max_length=16, choices=Licence, default=Licence.CC_BY)
    consent = models.BooleanField(_("consent to publish"), default=False)
    consent_version = models.CharField(_("version of the consent text"), max_length=20, blank=True)
    consent_at = models.DateTimeField(_("consent given at"), null=True, blank=True)
    editor_note = models.TextField(
        _("note of the editors"),
        max_length=1000,
        blank=True,
        help_text=_("Public: what is odd or missing in the source."),
    )
    legacy_source = models.CharField(_("earlier publication"), max_length=200, blank=True)
    legacy_url = models.URLField(_("earlier address"), blank=True, max_length=500)
    legacy_published_on = models.DateField(_("published there on"), null=True, blank=True)
    legacy_nominations = models.PositiveIntegerField(_("nominations there"), null=True, blank=True)
    withdrawal_reason = models.CharField(
        _("public reason, if it is taken down"), max_length=300, blank=True
    )

    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []
    base_form_class = PracticePageForm
    edit_handler = panels.PRACTICE
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("pid"),
        index.FilterField("pid"),
    ]

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def full_clean(self, *args, **kwargs) -> None:
        self._give_latin_address()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._give_latin_address()
        super().minimal_clean()

    def clean(self) -> None:
        super().clean()
        errors = {
            name: _("%(limit)d characters at most.") % {"limit": limit}
            for name, limit in (("background", 3000), ("practice", 6000), ("results", 3000))
            if len(strip_tags(getattr(self, name) or "")) > limit
        }
        if len(self.title) > 120:
            errors["title"] = _("%(limit)d characters at most.") % {"limit": 120}
        if self.start_year and self.end_year and self.end_year < self.start_year:
            errors["end_year"] = _("The last year is before the first.")
        for name in ("start_month", "end_month"):
            if getattr(self, name) and not 1 <= getattr(self, name) <= 12:
                errors[name] = _("A month is a number from 1 to 12.")
        for amount, currency in (
            ("cost_amount", "cost_currency"),
            ("running_amount", "running_currency"),
        ):
            if getattr(self, amount) is not None and not getattr(self, currency):
                errors[currency] = _("Choose the currency of the amount.")
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Save the page and bring its public record in line, as one change.

        A translation shares the number of the page it translates; a copy gets a number of its own.
        """
        if self._state.adding:
            siblings = PracticePage.objects.filter(translation_key=self.translation_key)
            shared = siblings.values_list("pid", flat=True).first()
            taken = self.pid and PracticePage.objects.filter(pid=self.pid).exists()
            if shared:
                self.pid = shared
            elif not self.pid or taken:
                self.pid = pids.next_pid(timezone.localdate().year)
        super().save(*args, **kwargs)
        if "update_fields" not in kwargs or kwargs["update_fields"] is None:
            page_saved.send(PracticePage, page=self)

    def _give_latin_address(self) -> None:
        """Addresses are read out, printed and typed: Latin letters only, from slug or title.

        The admin proposes the title's own letters, Cyrillic ones too.
        """
        if self.path and not (self.slug and self.slug.isascii()):
            self.slug = free_slug(self.get_parent(), self.slug or self.title, besides=self.pk)

    def get_preview_template(self, request, mode_name) -> str:
        return "practices/practice_detail.html"

    def get_preview_context(self, request, mode_name) -> dict:
        """The page to come, from the very function that publishing uses."""
        from practices import records
        from practices.reading import practice_context

        document = records.build_record(self)
        return {
            **super().get_preview_context(request, mode_name),
            **practice_context(document, nominations=0, preview=True),
        }

    @property
    def first_publication(self) -> date:
        """The day the practice first became public: here, or at the portal it came from."""
        if self.legacy_published_on:
            return self.legacy_published_on
        return timezone.localdate(self.first_published_at or timezone.now())


class FeaturedPractice(models.Model):
    """„Иновация на седмицата“ when editors choose one; otherwise the week chooses."""

    practice = models.ForeignKey(
        PracticePage, models.CASCADE, related_name="featured", verbose_name=_("practice")
    )
    week = models.DateField(
        _("week"), unique=True, help_text=_("Any day of the week; it is kept as its Monday.")
    )
    reason = models.CharField(
        _("why this one"), max_length=250, blank=True, help_text=_("One sentence, shown beside it.")
    )

    panels = panels.FEATURED

    class Meta:
        verbose_name = _("innovation of the week")
        verbose_name_plural = _("innovations of the week")
        ordering = ["-week"]

    def __str__(self) -> str:
        return f"{self.week:%G-W%V}: {self.practice.title}"

    def clean(self) -> None:
        if self.week:
            self.week = date.fromisocalendar(*self.week.isocalendar()[:2], 1)
