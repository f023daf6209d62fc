"""„Оценки“: what a practice is worth, said by reviewers who do not see each other."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "practices.reviews"
    label = "reviews"
    verbose_name = _("Ratings of practices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices.ports import register_assessment
        from practices.reviews.announcing import assessment_of

        register_assessment(assessment_of)
