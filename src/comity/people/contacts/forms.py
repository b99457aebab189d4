from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comity.formats.dates import parse_birthday
from comity.people.contacts.actions.cards import FIELDS, Line, Typed
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact
from comity.people.contacts.rules.lines import href_of

MOST_LINES = 200
_LABELS = {
    "given": _("Given name"),
    "family": _("Family name"),
    "full_name": _("Name as shown"),
    "organization": _("Organisation"),
    "title": _("What they do there"),
    "department": _("Department"),
    "prefix": _("Before the name"),
    "middle": _("Middle name"),
    "suffix": _("After the name"),
    "nickname": _("Nickname"),
    "phonetic": _("How it is spoken"),
}


class CardForm(forms.Form):
    """The fields of a card; its values are lines of their own."""

    MAIN = ("given", "family", "organization", "title")
    MORE = ("full_name", "nickname", "prefix", "middle", "suffix", "phonetic", "department")

    photo = forms.FileField(label=_("Photo"), required=False)
    no_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            limit = Contact._meta.get_field(name).max_length  # type: ignore[union-attr]  # a column of ours
            self.fields[name] = forms.CharField(label=_LABELS[name], required=False, max_length=limit)
        self.fields["full_name"].help_text = _("Made from the parts if you leave it empty.")

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MAIN]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def typed(self, lines: LineFormSet) -> Typed:
        return Typed({name: self.cleaned_data[name] for name in FIELDS}, lines.lines())


class LineForm(forms.Form):
    """One value: what it is, how it is called, and the value; an empty one goes."""

    kind = forms.ChoiceField(label=_("What"), choices=ValueKind.choices, initial=ValueKind.EMAIL)
    label = forms.CharField(
        label=_("Called"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"placeholder": _("home, work …")}),
    )
    value = forms.CharField(
        label=_("Value"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 1})
    )

    def clean(self) -> None:
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value", "")
        if not value or not self.has_changed():
            return
        if kind == ValueKind.EMAIL:
            try:
                validate_email(value)
            except ValidationError:
                self.add_error("value", _("This is not an e-mail address. Look for a missing @ or dot."))
        elif kind == ValueKind.DATE:
            if day := parse_birthday(value):
                self.cleaned_data["value"] = day
            else:
                self.add_error(
                    "value", _("This is not a day. It looks like 12 April 1970, 12.4.1970 or 12 April.")
                )
        elif kind == ValueKind.URL and not href_of(kind, value):
            self.add_error("value", _("This is not a web address. It looks like example.org/page."))


class LineFormSet(forms.BaseFormSet[LineForm]):
    def lines(self) -> list[Line]:
        cleaned = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [
            Line(row["kind"], row["value"], row["label"])
            for row in cleaned
            if row.get("value") and not row.get("DELETE")
        ]


_formset = forms.formset_factory(
    LineForm, formset=LineFormSet, extra=0, can_delete=True, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def lines_form(data: Mapping[str, Any] | None = None, contact: Contact | None = None) -> LineFormSet:
    """Return the values of a card to edit; a new card starts with a line for mail and one for a number."""
    if contact is None:
        there: list[dict[str, Any]] = [{"kind": ValueKind.EMAIL}, {"kind": ValueKind.PHONE}]
    else:
        rows = contact.values.filter(pending_import=None).values_list("kind", "label", "value")
        order = ValueKind.values
        there = [
            {"kind": kind, "label": label, "value": value}
            for kind, label, value in sorted(rows, key=lambda row: order.index(row[0]))
        ]
    return cast(LineFormSet, _formset(data, initial=there, prefix="lines"))


def one_more_line(data: QueryDict) -> QueryDict:
    """Return what was sent with one more empty line, for a browser without script."""
    more = data.copy()
    sent = data.get("lines-TOTAL_FORMS", "0")
    total = int(sent) if sent.isdecimal() and len(sent) < 7 else 0
    more["lines-TOTAL_FORMS"] = str(min(total + 1, MOST_LINES))
    more.setdefault(f"lines-{total}-kind", data.get("more", ValueKind.EMAIL))
    return more
