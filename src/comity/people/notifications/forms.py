from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.people.members.models import Member
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Preferences
from comity.people.notifications.queries.settings import addresses_of, channels_of, kinds_in_order

_TIME = {"type": "time"}


@dataclass(frozen=True, slots=True)
class ComesBy:
    """The kinds of notice that come by one way."""

    label: str | Promise
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


class NoticesForm(forms.ModelForm[Preferences]):
    class Meta:
        model = Preferences
        fields = ("letter_on", "letter_day", "letter_hour", "quiet_from", "quiet_until", "address")
        widgets = {  # Django's way
            "quiet_from": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs=_TIME, format="%H:%M"),
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = channels_of([member])
        kinds = [
            (key, kind) for key, kind in kinds_in_order() if member.is_operator or not kind.for_operators
        ]
        self.kinds = [key for key, _kind in kinds]
        for key, kind in kinds:
            self.fields[f"kind_{key}"] = forms.ChoiceField(
                label=str(kind.label), choices=Channel.choices, initial=channels[member.pk, key]
            )
        hours = [(hour, f"{hour:02}:00") for hour in range(24)]
        self.fields["letter_hour"] = forms.TypedChoiceField(label=_("Hour"), choices=hours, coerce=int)
        proven = addresses_of(member)
        main = [("", _("The main one (%(address)s)") % {"address": proven[0]})] if proven else [("", "–")]
        self.fields["address"] = forms.ChoiceField(
            label=_("Mail goes to"), required=False, choices=[*main, *((one, one) for one in proven[1:])]
        )
        if self.initial.get("address") not in proven:
            self.initial["address"] = ""

    @property
    def by_channel(self) -> list[ComesBy]:
        """Return the kinds by the way they come now, without a way by which none does."""
        fields = [self[f"kind_{key}"] for key in self.kinds]
        groups = [
            ComesBy(channel.label, [one for one in fields if one.initial == channel]) for channel in Channel
        ]
        return [group for group in groups if group.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ends = [cleaned.get(name) for name in ("quiet_from", "quiet_until")]
        if not self.errors and ends.count(None) == 1:
            missing = "quiet_from" if ends[0] is None else "quiet_until"
            self.add_error(missing, _("Quiet hours need both ends; leave both empty to have none."))
        return cleaned

    def channels(self) -> dict[str, Channel]:
        return {key: Channel(self.cleaned_data[f"kind_{key}"]) for key in self.kinds}

    def preferences(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
