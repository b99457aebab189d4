from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member


class ListForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the list"), max_length=80, help_text=_("Only you read it: “Old team”, “Board”.")
    )

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please give the list a name."))
        return name


class LinkForm(forms.Form):
    link = forms.CharField(
        label=_("Their profile link"),
        max_length=500,
        help_text=_("The address of their page here, as they sent it to you. They do not learn of the list."),
    )


class KnownForm(forms.Form):
    members = forms.MultipleChoiceField(
        label=_("People you are linked with"),
        help_text=_("Members who said yes to you as you did to them; a card in your book is theirs."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, known: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(m.public_id, m.name) for m in known]  # type: ignore[attr-defined]
