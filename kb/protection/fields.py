"""The form field „Въведете кода от картинката“ and the block of the page that asks it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.signing import TimestampSigner
from django.forms.renderers import TemplatesSetting
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.protection import challenges, picture, speech
from kb.protection.middleware import note_challenge

STAMP_SALT = "kb.protection.opened"


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What a post says about the challenge: which one, the answer, when the form was opened."""

    key: str = ""
    answer: str = ""
    stamp: str = ""
    trap: str = ""


def new_stamp() -> str:
    """Return a signed "this form was opened now"."""
    return TimestampSigner(salt=STAMP_SALT).sign("opened")


def _part(data: Any, name: str, limit: int) -> str:
    """Return a posted text, bounded, without the NUL that PostgreSQL refuses to look for."""
    return str(data.get(name, ""))[:limit].replace("\x00", "")


class CodeWidget(forms.Widget):
    """The picture, its sound, its replacement, the trap and the field for the answer.

    Every rendering shows a new challenge, unless `keep` says that the posted one was solved and
    only something else in the form was wrong: nobody should have to read two pictures for that.
    """

    template_name = "components/code_field.html"
    keep = False

    def id_for_label(self, id_: str) -> str:
        """Point the label at the answer."""
        return f"{id_}_answer" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedCode:
        """Collect the parts of a post."""
        return TypedCode(
            key=_part(data, f"{name}_key", 40),
            answer=_part(data, f"{name}_answer", 64),
            stamp=_part(data, f"{name}_opened", 100),
            trap=_part(data, f"{name}_homepage", 200),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether the post has no answer at all."""
        return f"{name}_answer" not in data

    def get_context(self, name: str, value: TypedCode | None, attrs: dict | None) -> dict:
        """Open (or keep) a challenge and describe it to the template."""
        note_challenge()
        typed = value if isinstance(value, TypedCode) else TypedCode()
        kept = self.keep and challenges.is_live(typed.key)
        key = typed.key if kept else challenges.open_challenge()
        context = super().get_context(name, None, attrs)
        language = get_language() or "bg"
        given = context["widget"]["attrs"]
        is_letters = language.startswith("bg")
        spelling = f"{given.get('id', '')}_spelling" if is_letters else ""
        hints = [spelling, given.get("aria-describedby", "")]
        context["code"] = {
            **describe(key, language),
            "answer": typed.answer if kept else "",
            "stamp": typed.stamp or new_stamp(),
            "width": picture.WIDTH,
            "height": picture.HEIGHT,
            "is_letters": is_letters,
            "letters": challenges.LETTERS_IN_CODE,
            "digits": challenges.DIGITS_IN_CODE,
            "refresh_url": reverse("code_refresh"),
            "language": language,
            "described_by": " ".join(filter(None, hints)),
            "invalid": given.get("aria-invalid") == "true",
        }
        return context

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        """Render from the project's templates, also where FORM_RENDERER knows only Django's."""
        return super().render(name, value, attrs, renderer or TemplatesSetting())


def describe(key: str, language: str) -> dict[str, str | None]:
    """Return the addresses of a challenge: ``key``, ``image``, ``audio`` (None without speech)."""
    audio = None
    if speech.is_available():
        audio = reverse("code_audio", args=[key])
        if not language.startswith("bg"):
            audio += f"?language={language}"
    return {"key": key, "image": reverse("code_image", args=[key]), "audio": audio}


class CodeField(forms.Field):
    """A code read from a picture.

    ``clean`` is one atomic check-and-delete: a code is right once, for one post. With
    ``deferred=True`` the form decides when to redeem, after everything else is known to be right
    (see ``ProtectedFormMixin``), and ``clean`` only hands the typed parts on.
    """

    widget = CodeWidget
    default_error_messages = {
        "required": _("Type the code from the picture. What you typed is kept."),
        "wrong": _("The code does not match. Here is a new picture; what you typed is kept."),
        "stale": _("That picture is no longer valid. Here is a new one; what you typed is kept."),
    }

    def __init__(self, *, deferred: bool = False, **kwargs: Any) -> None:
        self.deferred = deferred
        kwargs.setdefault("label", _("Type the code from the picture"))
        super().__init__(**kwargs)

    def clean(self, value: TypedCode | None) -> TypedCode:
        """Return the parts of the post if the code is right and not yet used.

        :raises ValidationError: codes ``required``, ``wrong``, ``stale``.
        """
        typed = value or TypedCode()
        if not self.deferred:
            self.redeem(typed)
        return typed

    def redeem(self, typed: TypedCode) -> None:
        """Use the challenge up; raise ``ValidationError`` if the answer does not open it."""
        self._require_answer(typed)
        live = challenges.is_live(typed.key)
        if not challenges.redeem(typed.key, typed.answer):
            self._refuse("wrong" if live else "stale")

    def check(self, typed: TypedCode) -> None:
        """Raise ``ValidationError`` like ``redeem``, but leave a rightly answered one unused."""
        self._require_answer(typed)
        live = challenges.is_live(typed.key)
        if not challenges.is_right(typed.key, typed.answer):
            self._refuse("wrong" if live else "stale")

    def _require_answer(self, typed: TypedCode) -> None:
        if not typed.answer.strip():
            challenges.withdraw(typed.key)
            self._refuse("required")

    def _refuse(self, code: str) -> None:
        raise forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A code is never part of what was changed in a record."""
        return False
