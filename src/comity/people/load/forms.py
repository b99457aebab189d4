from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.people.load.rules import MOST


class LoadForm(forms.Form):
    """How much a week may ask."""

    per_week = forms.IntegerField(
        label=_("At most so many things in any seven days"),
        help_text=_("From 0 to 20; with 0 nothing reaches you."),
        min_value=0,
        max_value=MOST,
    )


class PauseForm(forms.Form):
    """Until when nothing is asked."""

    until = forms.DateField(
        label=_("Nothing before"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day
