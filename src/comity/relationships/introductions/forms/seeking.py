from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import WordsField
from comity.relationships.introductions.actions.leading import LONGEST


class SeekForm(forms.Form):
    """Why one would like to be introduced, and whom of one's contacts one asks."""

    first = forms.CharField(widget=forms.HiddenInput, max_length=22)
    note = WordsField(
        label=_("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Whoever passes it on reads it, and in the end the one you would like to meet. Stored encrypted."
        ),
    )
