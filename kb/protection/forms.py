"""What a public form inherits to be protected."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from kb.protection import suspicion
from kb.protection.fields import CodeField, TypedCode

CODE = "code"
# Names of the buttons inside the code's block.
NEW_CODE = "new_code"
ASK_PERSON = "ask_person"
_OF_THE_CODE = (f"{CODE}_key", f"{CODE}_answer", f"{CODE}_opened", f"{CODE}_homepage")


class ProtectedFormMixin:
    """Adds the picture code as the last field, with its trap and its signed time of opening.

    Use as the first base: ``class NominationForm(ProtectedFormMixin, forms.Form)``. The view needs
    nothing special: it renders the form again whenever ``is_valid()`` is false, which includes the
    button for a new picture. The code is used up only when everything else is right; a code that
    was read correctly stays solved while the person mends other fields.

    A view must ask ``asks_person`` after ``is_valid()``: then no code was checked and the text goes
    to ``kb.protection.human.hand_over``, not to where it would have gone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[CODE] = CodeField(deferred=True)

    @property
    def wants_new_code(self) -> bool:
        """Whether the post only asks for another picture (the way without JavaScript)."""
        return self.is_bound and self._posted(NEW_CODE)

    @property
    def asks_person(self) -> bool:
        """Whether the post asks a person to take the text over instead of a code."""
        return self.is_bound and self._posted(ASK_PERSON)

    @property
    def suspicion(self) -> list[str]:
        """Reasons to look at this post twice (codes of ``kb.protection.suspicion``)."""
        return suspicion.reasons(self._typed_code()) if self.is_bound else []

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed, field by field, as it came; without code, trap and CSRF token."""
        mine = {self.add_prefix(name) for name in self.fields}
        kept: dict[str, list[str]] = {}
        for posted in self.data:
            belongs = any(posted == name or posted.startswith(f"{name}_") for name in mine)
            if belongs and posted not in self._code_names():
                many = hasattr(self.data, "getlist")
                values = self.data.getlist(posted) if many else [self.data[posted]]
                kept[posted] = [str(value).replace("\x00", "") for value in values]
        return kept

    def full_clean(self) -> None:
        """Validate, unless only another picture is wanted: then nothing is called wrong yet."""
        if self.wants_new_code:
            self._errors = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        """Say whether the post is right; a wish for another picture is never a finished post."""
        return super().is_valid() and not self.wants_new_code

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.asks_person:
            return
        field = self.fields[CODE]
        typed = self._typed_code()
        others_are_right = not self.errors
        try:
            if others_are_right:
                field.redeem(typed)
            else:
                field.check(typed)
                field.widget.keep = True
        except ValidationError as error:
            self.add_error(CODE, error)

    def _typed_code(self) -> TypedCode:
        widget = self.fields[CODE].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(CODE))

    def _posted(self, button: str) -> bool:
        return button in self.data

    def _code_names(self) -> set[str]:
        return {self.add_prefix(name) for name in _OF_THE_CODE}
