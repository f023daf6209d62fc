"""„Текстове за чести причини“: editors keep them among the snippets of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from practices.curation.models import ReasonTemplate


class ReasonTemplateViewSet(SnippetViewSet):
    model = ReasonTemplate
    icon = "doc-full"
    menu_label = _("Texts for frequent reasons")
    list_display = ["name", "purpose"]
    list_filter = ["purpose"]
    panels = [FieldPanel("name"), FieldPanel("purpose"), FieldPanel("text")]
