from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class OpennessForm(forms.Form):
    """What a member is open to."""

    to_introductions = forms.BooleanField(
        label=_("People may be introduced to me"),
        required=False,
        help_text=_(
            "Somebody looks for a way to you, and a contact of yours who said they would introduce people to you is asked to "
            "pass the request on. You read who asks, why, and your contact’s line, and decide. Until you say yes, all "
            "that whoever asks learns is that a contact of their own may be able to help. Without this tick nobody is led to "
            "you, not even on the way to somebody else; you can still introduce people yourself."
        ),
    )
    to_suggestions = forms.BooleanField(
        label=_("I may be suggested to people who may know me"),
        required=False,
        help_text=_(
            "Where at least three contacts of somebody would introduce people to you, you may be shown to that person as "
            "somebody to know: your name and what your profile shows them, never through whom or through how many. You "
            "are not told when that happens. Without this tick you are suggested to nobody on such grounds."
        ),
    )
    by_address = forms.BooleanField(
        label=_("Whoever has my address in their book may find me here"),
        required=False,
        help_text=_(
            "Somebody who wrote down one of your confirmed e-mail addresses, or brought it in with a file, is shown that you "
            "have an account. Without this tick an address tells nobody whether you are here."
        ),
    )
