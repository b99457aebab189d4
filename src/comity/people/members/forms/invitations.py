from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_text
from comity.people.members.models import Member
from comity.people.members.rules.invitations import LONGEST_DAYS, most_places


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("A few words from you"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever opens the invitation reads them."),
    )

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])


class MailInvitationForm(NoteForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("email", "note")


class LinkInvitationForm(NoteForm):
    places = forms.IntegerField(label=_("For how many people"), initial=1, min_value=1)
    days = forms.IntegerField(
        label=_("Valid for how many days"), initial=14, min_value=1, max_value=LONGEST_DAYS
    )
    field_order = ("places", "days", "note")

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = most_places(is_operator=member.is_operator)
        places: Any = self.fields["places"]
        places.max_value = places.widget.attrs["max"] = most
        places.validators.append(forms.IntegerField(max_value=most).validators[0])
