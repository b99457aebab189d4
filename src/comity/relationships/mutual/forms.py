from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.relationships.ties.enums import Lending


class RequestForm(forms.Form):
    """A few words to somebody with whom a member would like a mutual tie."""

    note = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it with your request: where you know each other from, say."),
    )


class LendingForm(forms.Form):
    """Whether the member may be asked over a tie."""

    lends = forms.ChoiceField(choices=Lending.choices, widget=forms.RadioSelect)
