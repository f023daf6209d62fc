"""Form fields of a proposal: municipalities to pick from, files that are not lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from practices.models import Municipality
from practices.submissions import holding
from practices.submissions.models import HeldFile
from practices.widgets import MunicipalitySelect, municipality_choices


class MunicipalitiesField(forms.ModelMultipleChoiceField):
    """One or more of today's municipalities, grouped by oblast; cleans to a list of rows."""

    widget = MunicipalitySelect

    def __init__(self, **kwargs: Any) -> None:
        queryset = Municipality.objects.filter(valid_until=None)
        super().__init__(queryset, **kwargs)
        self.error_messages["required"] = _("Choose at least one municipality.")
        self.choices = municipality_choices

    def clean(self, value: Any) -> list[Municipality]:
        for code in value or ():
            if not str(code).isalnum():  # a NUL byte is an error in PostgreSQL, not a miss
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": code},
                )
        return list(super().clean(value))


@dataclass(frozen=True, slots=True)
class PostedFiles:
    """What a post says about files: new uploads, the handle of held ones, keys to let go."""

    uploads: tuple = ()
    handle: str = ""
    dropped: tuple[str, ...] = ()


class FilesWidget(forms.FileInput):
    """The list of what is held, each with a box to leave it out, and an input for more."""

    template_name = "submissions/files_field.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> PostedFiles:
        return PostedFiles(
            uploads=tuple(files.getlist(name)) if hasattr(files, "getlist") else (),
            handle=str(data.get(f"{name}_held", "")),
            dropped=tuple(data.getlist(f"{name}_drop")) if hasattr(data, "getlist") else (),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}_held" not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, None, {**(attrs or {}), "multiple": True})
        held = holding.open_handle(value.handle) if isinstance(value, PostedFiles) else []
        return {**context, "held": held, "handle": value.handle if held else ""}

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        """Render from the project's templates, also where FORM_RENDERER knows only Django's."""
        return super().render(name, value, attrs, renderer or TemplatesSetting())


class FilesField(forms.Field):
    """Up to five files; cleans to the list of HeldFile rows. Needs HoldsFilesMixin."""

    widget = FilesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.held = holding.Held()

    def clean(self, value: PostedFiles) -> list[HeldFile]:
        if self.held.errors:
            raise ValidationError(self.held.errors)
        return self.held.files

    def bound_data(self, data: Any, initial: Any) -> PostedFiles:
        """Show what is held after this post, not what the post brought."""
        return PostedFiles(handle=self.held.handle)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        extensions = ["jpg", "jpeg", "png", "webp", "pdf", "docx", "xlsx", "pptx", "odt", "ods"]
        return {"accept": ",".join(f".{extension}" for extension in extensions)}


class HoldsFilesMixin:
    """For forms with a FilesField named `files`: call `hold_files` before anything else.

    It stores the uploads, so it is done outside of the transaction of the decision.
    """

    def hold_files(self) -> None:
        """Keep what was uploaded with this post."""
        name = self.add_prefix("files")
        posted = self.fields["files"].widget.value_from_datadict(self.data, self.files, name)
        self.fields["files"].held = holding.hold(
            list(posted.uploads), posted.handle, list(posted.dropped)
        )
