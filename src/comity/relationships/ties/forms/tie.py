from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.contacts.models import Contact
from comity.people.members.forms.days import DayField
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import Facts
from comity.relationships.ties.queries.naming import Person, person_named
from comity.relationships.ties.queries.person import TieView


def tie_initial(tie: TieView) -> dict[str, Any]:
    """Return a tie as the form shows it."""
    return {
        "notes": tie.notes,
        "how_met": tie.how_met,
        "met_place": tie.met_place,
        "met_on": tie.met,
        "through": tie.met_through[0] if tie.met_through else "",
        "through_id": tie.met_through[1] if tie.met_through else "",
        "tags": ", ".join(tie.tags),
    }


class TieForm(forms.Form):
    """What the owner keeps about a person."""

    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Only you. Stored encrypted; whoever runs this server could still read it while it runs."
        ),
    )
    how_met = forms.CharField(
        label=_("How you met"), required=False, max_length=300, help_text=_("Only you.")
    )
    met_place = forms.CharField(label=_("Where you met"), required=False, max_length=200)
    met_on = DayField(
        label=_("When you met"), required=False, help_text=_("A year is enough, or a month and a year.")
    )
    through = forms.CharField(
        label=_("Through whom you met"),
        required=False,
        max_length=300,
        help_text=_("The name of somebody in your book."),
    )
    through_id = forms.CharField(label=_("Which of them?"), required=False, widget=forms.RadioSelect)
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Words to sort people by, with commas.")
    )

    def __init__(self, viewer: Member, contact: Contact, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="tie_%s", **options)
        self.viewer, self.contact = viewer, contact
        self._day.latest = timezone.localdate()
        self.through_choices: tuple[Person, ...] = ()

    @property
    def _day(self) -> DayField:
        field = self.fields["met_on"]
        assert isinstance(field, DayField)
        return field

    def clean_tags(self) -> list[str]:
        names = [clean_line(name) for name in self.cleaned_data["tags"].split(",")]
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError(_("A tag has at most 60 characters."))
        return [name for name in names if name]

    def clean_through(self) -> Person | None:
        """Find whom the name means, never the person themself; where several bear it, ask which."""
        name = clean_line(self.cleaned_data["through"])
        if not name:
            return None
        named = person_named(self.viewer, name, leave_out=[self.contact.pk])
        chosen = [one for one in named.choices if one.public_id == self.data.get("through_id")]
        if chosen or named.is_sure:
            return (chosen or list(named.choices))[0]
        if not named.choices:
            raise forms.ValidationError(
                _(
                    "Nobody else in your book is called that. Write them down first, or say it under “How you met”."
                )
            )
        widget = self.fields["through_id"].widget
        assert isinstance(widget, forms.RadioSelect)
        widget.choices = [
            (one.public_id, " · ".join(filter(None, (one.name, one.detail)))) for one in named.choices
        ]
        self.through_choices = named.choices
        raise forms.ValidationError(_("Several people fit this name: choose one of them."))

    def written(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it."""
        said = self.cleaned_data
        through = said["through"].pk if said["through"] else None
        return {
            "notes": said["notes"],
            "how_met": said["how_met"],
            "tags": said["tags"],
            "facts": Facts(said["met_place"], said["met_on"], through),
        }
