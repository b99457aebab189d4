from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import WordsField
from comity.people.messaging.enums import LONGEST


class MessageForm(forms.Form):
    """What a member writes; plain text, in which addresses become links."""

    text = WordsField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Those in this conversation read it. Stored encrypted; whoever runs this server could still read it."
        ),
    )

    def __init__(self, *args: Any, help_text: str | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if help_text is not None:
            self.fields["text"].help_text = help_text


class ReceiptsForm(forms.Form):
    """Whether a member shows, and sees, what was read."""

    wanted = forms.BooleanField(
        label=_("Show that I have read, and show me who has read"),
        required=False,
        help_text=_(
            "Only between two who both want it, and only for what is written from then on. Nobody learns what you chose."
        ),
    )
