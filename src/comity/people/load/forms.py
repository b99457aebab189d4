from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import DayToComeField
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

    until = DayToComeField(label=_("Nothing before"))
