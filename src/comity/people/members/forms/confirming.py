from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your work address"),
        max_length=254,
        help_text=_("Six digits go there. The address is shown to nobody and not kept."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class WorkCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
