from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class OpennessForm(forms.Form):
    """What a member is open to."""

    to_introductions = forms.BooleanField(label=_("People may be led to me"), required=False)
    to_suggestions = forms.BooleanField(label=_("I may be suggested to others"), required=False)
