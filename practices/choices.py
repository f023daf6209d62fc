"""The closed vocabularies of a practice: codes in the database, words through gettext."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeKind(models.TextChoices):
    SERVICE = "service", _("Service")
    ORGANISATION = "organisation", _("Organisation of work")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    PARTICIPATION = "participation", _("Participation")
    PARTNERSHIP = "partnership", _("Partnership")
    DIGITAL = "digital", _("Digital solution")


class Stage(models.TextChoices):
    PILOT = "pilot", _("Pilot")
    RUNNING = "running", _("Running")
    SCALED = "scaled", _("Scaled up")
    FINISHED = "finished", _("Finished")
    STOPPED = "stopped", _("Stopped")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    NGO = "ngo", _("Non-governmental organisation")
    SCHOOL = "school", _("School or kindergarten")
    CHITALISHTE = "chitalishte", _("Chitalishte")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    FOREIGN_MUNICIPALITY = "foreign_municipality", _("Foreign municipality")
    INSTITUTION = "institution", _("Institution")
    OTHER = "other", _("Other")


class MeasureKind(models.TextChoices):
    """How a number came to be known."""

    MEASURED = "measured", _("measured")
    COMPUTED = "computed", _("computed")
    CLAIMED = "claimed", _("claimed")


class MeasureNature(models.TextChoices):
    """Work done is not yet a change: the two are never shown as one."""

    OUTCOME = "outcome", _("Change achieved")
    OUTPUT = "output", _("Work done")


class Visibility(models.TextChoices):
    ALL = "all", _("Everybody")
    MUNICIPALITIES = "municipalities", _("Municipalities only")


class ParticipationLevel(models.TextChoices):
    INFORMED = "informed", _("Citizens were informed")
    CONSULTED = "consulted", _("Citizens were consulted")
    CO_DECIDED = "co_decided", _("Citizens decided together with the municipality")
    CO_DELIVERED = "co_delivered", _("Citizens carried it out together with the municipality")
    VOLUNTEERS = "volunteers", _("Volunteers took part")


class EventKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    TRAINING = "training", _("Training")
    VISIT = "visit", _("Study visit")
    CONFERENCE = "conference", _("Conference")
    DISCUSSION = "discussion", _("Public discussion")
    PRESS = "press", _("Press conference")
    CAMPAIGN = "campaign", _("Campaign")
    OTHER = "other", _("Other")


class PublicationKind(models.TextChoices):
    BULLETIN = "bulletin", _("Bulletin")
    HANDBOOK = "handbook", _("Handbook")
    REPORT = "report", _("Report")
    FILM = "film", _("Film")
    SITE = "site", _("Web site")
    OTHER = "other", _("Other")


class DocumentKind(models.TextChoices):
    ORDINANCE = "ordinance", _("Ordinance")
    STRATEGY = "strategy", _("Strategy")
    PLAN = "plan", _("Plan")
    PROGRAMME = "programme", _("Programme")
    RULES = "rules", _("Rules or methodology")
    SPECIFICATION = "specification", _("Technical specification")
    CONTRACT = "contract", _("Contract or agreement")
    SURVEY = "survey", _("Survey form")
    MINUTES = "minutes", _("Minutes or decision")
    REPORT = "report", _("Report or analysis")
    OTHER = "other", _("Other")


class Inspiration(models.TextChoices):
    INSPIRED = "inspired", _("Inspired by")
    TRANSFERRED = "transferred", _("Transferred from")


class SourceReading(models.TextChoices):
    """How fully the editors read the source that a practice names."""

    FULL = "full", _("read in full")
    PARTLY = "partly", _("read in part")
    UNKNOWN = "unknown", _("not recorded")


class Currency(models.TextChoices):
    EUR = "EUR", _("euro")
    BGN = "BGN", _("leva")
    BGL = "BGL", _("old leva (before 5 July 1999)")
    USD = "USD", _("US dollars")
    OTHER = "other", _("another currency")


class Licence(models.TextChoices):
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    ALL_RIGHTS = "all-rights", _("All rights reserved, shown with permission")


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.bg",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.bg",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.bg",
    Licence.ALL_RIGHTS: "",
}


class FundingKind(models.TextChoices):
    EU = "eu", _("European Union programme")
    NATIONAL = "national", _("National programme or fund")
    MUNICIPAL = "municipal", _("Municipal budget")
    FOREIGN = "foreign", _("Another state or an international organisation")
    FOUNDATION = "foundation", _("Foundation")
    OWN = "own", _("Contribution of those who take part")
    OTHER = "other", _("Other")


class MunicipalityCategory(models.IntegerChoices):
    """Category by the Council of Ministers' ranking, 1 (largest) to 5; the capital stands apart."""

    CAPITAL = 0, _("capital")
    FIRST = 1, "1"
    SECOND = 2, "2"
    THIRD = 3, "3"
    FOURTH = 4, "4"
    FIFTH = 5, "5"


class SizeBand(models.TextChoices):
    SMALL = "small", _("under 20,000 inhabitants")
    MEDIUM = "medium", _("20,000 to 50,000 inhabitants")
    LARGE = "large", _("over 50,000 inhabitants")


class CostBand(models.TextChoices):
    """What a practice cost in all; the bounds stand in practices/money.py."""

    UNDER_10K = "under_10k", _("under 10,000 EUR")
    FROM_10K = "10k_50k", _("10,000 to 50,000 EUR")
    FROM_50K = "50k_250k", _("50,000 to 250,000 EUR")
    FROM_250K = "250k_1m", _("250,000 to 1 million EUR")
    OVER_1M = "over_1m", _("over 1 million EUR")


class RecordState(models.TextChoices):
    LIVE = "live", _("Public")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MOVED = "moved", _("Moved")
    ARCHIVED = "archived", _("Archived")


class ChangeKind(models.TextChoices):
    PUBLISHED = "published", _("Published")
    UPDATED = "updated", _("Updated")
    REFRESHED = "refreshed", _("Refreshed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MOVED = "moved", _("Moved")
    ARCHIVED = "archived", _("Archived")
