from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CalendarForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the calendar"),
        max_length=2_000,
        help_text=_("In Google: the calendar's settings, “Secret address in iCal format”. In Outlook: Publish, ICS. In iCloud: Public Calendar. It begins with https or webcal."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("What you call it"), max_length=80, required=False, help_text=_("Say “Work”.")
    )
