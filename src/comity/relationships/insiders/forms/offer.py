"""What a member offers to be asked about, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.foundation.core.audience import MEMBERS, PUBLIC, Audience
from comity.foundation.core.forms import AudienceField, WordsField, audiences_of
from comity.people.members.models import Member, Position
from comity.people.notifications.enums import Weekday
from comity.relationships.insiders.models import Offer
from comity.relationships.insiders.rules.slots import LENGTH, Window

_DAY: Final = date(2000, 1, 1)


def _time() -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


def _moment() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


class OfferForm(forms.ModelForm[Offer]):
    class Meta:
        model = Offer
        fields = ("topics", "position", "way", "place", "a_month", "is_automatic")
        labels: ClassVar[dict[str, str | Promise]] = {
            "position": gettext_lazy("As somebody who is or was at")
        }
        help_texts: ClassVar[dict[str, str | Promise]] = {
            "topics": gettext_lazy(
                "In your own words: “tenders at a city utility, my first year as a lead”."
            ),
            "position": gettext_lazy(
                "One of your positions; shown to those alone who see it in your profile."
            ),
            "place": gettext_lazy(
                "A café, a number, a link to a room. It is told once it is agreed; left empty, you say it then."
            ),
            "a_month": gettext_lazy("Beyond that the offer shows no free times until the next month."),
        }

    def __init__(self, *args: Any, owner: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        positions: Any = self.fields["position"]
        positions.queryset = Position.objects.filter(owner=owner)
        positions.empty_label = _("nothing in particular")
        audience = self.instance.audience if self.instance.pk else Audience(MEMBERS)
        choices = {key: one for key, one in audiences_of(owner).items() if one[0].kind != PUBLIC}
        self.fields["seen_by"] = AudienceField(choices, initial=audience)
        known = {row.weekday: row for row in self.instance.times.all()} if self.instance.pk else {}
        for day in Weekday:
            row = known.get(day)
            for part in ("starts", "ends"):
                field = self.fields[f"{part}_{day.value}"] = _time()
                field.initial = getattr(row, part, None)
                label = _("%(day)s, from") if part == "starts" else _("%(day)s, to")
                field.widget.attrs["aria-label"] = label % {"day": day.label}

    def said(self) -> Iterator[BoundField]:
        """Yield the fields above the times."""
        return (self[name] for name in self.Meta.fields if name != "is_automatic")

    def days(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        for day in Weekday:
            yield str(day.label), self[f"starts_{day.value}"], self[f"ends_{day.value}"]

    @property
    def day_errors(self) -> list[str]:
        names = (f"{part}_{day.value}" for day in Weekday for part in ("starts", "ends"))
        return list(dict.fromkeys(str(error) for name in names for error in self.errors.get(name, [])))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "seen_by" in data:
            self.instance.audience = data["seen_by"]
        for day in Weekday:
            starts, ends = data.get(f"starts_{day.value}"), data.get(f"ends_{day.value}")
            if (starts is None) != (ends is None):
                self.add_error(
                    f"ends_{day.value}", _("%(day)s: please say from when to when.") % {"day": day.label}
                )
            elif starts and ends and datetime.combine(_DAY, starts) + LENGTH > datetime.combine(_DAY, ends):
                self.add_error(
                    f"ends_{day.value}", _("%(day)s: twenty minutes do not fit in.") % {"day": day.label}
                )
        return data

    @property
    def windows(self) -> list[Window]:
        said = self.cleaned_data
        return [
            Window(day.value, said[f"starts_{day.value}"], said[f"ends_{day.value}"])
            for day in Weekday
            if said.get(f"starts_{day.value}")
        ]


class PickedField(forms.CharField):
    """One of the free times of an offer, as its button has it."""

    def clean(self, value: Any) -> Any:
        try:
            moment = datetime.fromisoformat(super().clean(value))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise forms.ValidationError(_("Please pick one of the free times."))
        return moment


class BookForm(forms.Form):
    """A free time, and what it is about."""

    starts_at = PickedField(required=False, max_length=40)
    what = WordsField(
        label=gettext_lazy("What would you like to ask?"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("A line is enough. They read it with your name before they answer."),
    )

    def __init__(self, *args: Any, has_times: bool, is_automatic: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_times and is_automatic:
            self.fields["what"].help_text = _("A line is enough. They read it with your name.")
        if not has_times:
            del self.fields["starts_at"]
            self.fields["what"].help_text = _(
                "They read it with your name. Say when it would suit you, two or three times."
            )


class AgreeForm(forms.Form):
    """A yes: when, where no time was picked, and where."""

    starts_at = _moment()
    place = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "A café, a number, a link to a room. You can also say it later, on this page."
        ),
    )

    def __init__(self, *args: Any, needs_time: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_time:
            del self.fields["starts_at"]


class MoveForm(forms.Form):
    """Another time: one of the free ones, or any where the offer has none of its own."""

    def __init__(self, *args: Any, has_times: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"] = PickedField(max_length=40) if has_times else _moment()


class WhereForm(forms.Form):
    """Where it is."""

    place = WordsField(
        label=gettext_lazy("Where"),
        max_length=300,
        widget=forms.TextInput(),
        help_text=gettext_lazy("A café, a number, a link to a room."),
    )


class WordForm(forms.Form):
    """A few words that the other one reads; without any it is silent."""

    word = forms.CharField(required=False, max_length=300)


class WentForm(forms.Form):
    """It took place; and whether to get back to them."""

    get_back_on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
