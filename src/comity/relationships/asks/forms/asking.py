from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comity.foundation.core.forms import WordsField
from comity.people.members.models import Member
from comity.relationships.asks.actions.asking import LONGEST, LONGEST_NAME, Said
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.book import Fitting
from comity.relationships.asks.registry import kinds
from comity.relationships.asks.rules.states import DAYS

_FIELDS = ("text", "kind", "organization", "person", "topic", "days")


class AskForm(forms.Form):
    """An ask as it was understood, to be corrected."""

    text = WordsField(
        label=_("I’m looking for"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    organization = forms.CharField(
        label=_("Company or organisation"), required=False, max_length=LONGEST_NAME
    )
    person = forms.CharField(label=_("Person"), required=False, max_length=LONGEST_NAME)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=LONGEST_NAME)
    days = forms.TypedChoiceField(label=_("How long it stands"), coerce=int)

    def __init__(self, data: Any = None, *, ask: Ask) -> None:
        super().__init__(data, initial={name: getattr(ask, name) for name in _FIELDS})
        served = sorted(kinds.items(), key=lambda entry: entry[1].order)
        self.fields["kind"].choices = [(key, kind.label) for key, kind in served]  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("a day", "%(count)d days", days) % {"count": days}) for days in DAYS
        ]

    @property
    def said(self) -> Said:
        return Said(**self.cleaned_data)


class CanForm(forms.Form):
    """One's own yes, with a line to who asks."""

    line = WordsField(
        label=_("A line with it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, asker: Member) -> None:
        super().__init__(data, auto_id="can_%s")
        self.fields["line"].help_text = _("%(name)s reads it.") % {"name": escape(asker.name)}


class KnowsForm(forms.Form):
    """Whom of one's own people one would ask, and a line to them."""

    contact = forms.ChoiceField(
        label=_("Whom you would ask"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whom of your people you would ask."),
            "invalid_choice": _("Choose whom of your people you would ask."),
        },
    )
    line = WordsField(
        label=_("Your line to them"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it, who asks, and the words above."),
        error_messages={"required": _("A line from you tells them why you ask.")},
    )

    def __init__(self, data: Any = None, *, people: Sequence[Fitting]) -> None:
        first = people[0].public_id if len(people) == 1 else None
        super().__init__(data, initial={"contact": first}, auto_id="knows_%s")
        self.fields["contact"].choices = [(one.public_id, one.name) for one in people]  # type: ignore[attr-defined]
