"""How every form is drawn, and the fields that ask who sees a thing, and until which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.audience import NAMED, ONLY_ME, Audience, audience_kinds
from comity.foundation.core.text import clean_text

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class Renderer(TemplatesSetting):
    """Draws every form field with our own label, help and error lines."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class WordsField(forms.CharField):
    """Words in several lines; signs that nobody sees are none."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class DayToComeField(forms.DateField):
    """A day from tomorrow on."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))


def audiences_of(owner: AbstractBaseUser) -> dict[str, tuple[Audience, str]]:
    """Return what ``owner`` may choose, narrow to wide, by the key a form sends; one query a kind with lists."""
    found: dict[str, tuple[Audience, str]] = {}
    for name, kind in sorted(audience_kinds.items(), key=lambda item: item[1].width):
        if not kind.needs_ref:
            found[name] = (Audience(name), str(kind.label))
        for ref in kind.refs_of(owner):
            found[f"{name}:{ref.key}"] = (Audience(name, ref.ref), f"{kind.label}: {ref.label}")
    return found


class AudienceField(forms.ChoiceField):
    """Who sees it: one of the owner's audiences. Made with what ``audiences_of(owner)`` returned."""

    def __init__(self, audiences: dict[str, tuple[Audience, str]], **options: Any) -> None:
        options.setdefault("label", _("Who sees it"))
        super().__init__(choices=[(key, label) for key, (_audience, label) in audiences.items()], **options)
        self.audiences = audiences

    @property
    def has_lists(self) -> bool:
        """Tell whether the owner has a list of people to choose."""
        return any(audience.kind == NAMED for audience, _ in self.audiences.values())

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Audience):
            return value
        # A list that is gone shows the thing to nobody else: so says the field.
        return next((key for key, (audience, _) in self.audiences.items() if audience == value), ONLY_ME)

    def clean(self, value: Any) -> Audience:  # a choice, told as what it means
        return self.audiences[super().clean(value)][0]
