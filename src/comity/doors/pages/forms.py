"""What the first ten minutes ask, and a form that only the style page shows."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line


class StyleForm(forms.Form):
    """One field of each kind; sent empty it shows its errors."""

    name = forms.CharField(label=_("Name"), help_text=_("As you would write it on a badge."))
    met_on = forms.DateField(
        label=_("When did you meet?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("A note for yourself"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    cadence = forms.ChoiceField(
        label=_("How often would you like to talk?"),
        choices=[("30", _("every month")), ("180", _("twice a year")), ("", _("when it happens"))],
        required=False,
    )
    ask = forms.ChoiceField(
        label=_("Would you introduce people to her?"),
        choices=[("yes", _("Yes")), ("first", _("Ask me first")), ("no", _("No"))],
        widget=forms.RadioSelect,
        help_text=_("Only you see your answer."),
    )
    about = forms.MultipleChoiceField(
        label=_("You would ask her about"),
        choices=[("grid", _("Energy")), ("team", _("Leading a team")), ("city", _("Living in Lisbon"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remind = forms.BooleanField(label=_("Remind me in two weeks"), required=False)
    card = forms.FileField(
        label=_("A card to read in"), required=False, help_text=_("vCard or CSV, at most 500 MB.")
    )


class YouForm(forms.Form):
    """Who you are, in four lines."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    headline = forms.CharField(
        label=_("What you do"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"placeholder": _("Grid planner at a city utility")}),
    )
    can_help = forms.CharField(
        label=_("One thing you could help with"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"placeholder": _("Reading a permit before it goes out")}),
    )
    looks_for = forms.CharField(
        label=_("One thing you look for"),
        help_text=_("Only you see this until you say otherwise."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"placeholder": _("Somebody who moved a team to a four-day week")}),
    )


_ADDRESS = re.compile(r"[^\s<>,;()\"]+@[^\s<>,;()\"]+")


class NamesForm(forms.Form):
    """People typed in, one a line, with an address if one knows it."""

    names = forms.CharField(
        label=_("Ten people who come to mind"),
        help_text=_(
            "One a line. An organisation may follow after a comma, and an e-mail address at the end. “Smith, John” is "
            "read as John Smith."
        ),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6, "placeholder": "Miriam Okafor\nJun Liang <jun@example.org>"}),
    )

    def clean_names(self) -> list[tuple[str, str]]:
        lines = [line for line in self.cleaned_data["names"].splitlines() if clean_line(line)]
        if len(lines) > 200:
            raise forms.ValidationError(_("That is more than 200 lines; a CSV file is easier for so many."))
        return [_name_and_address(line) for line in lines]


def _name_and_address(line: str) -> tuple[str, str]:
    """Split ``Name <address>`` or ``Name, address``; either may be missing."""
    found = _ADDRESS.search(line)
    if not found:
        return line.strip(), ""
    name = f"{line[: found.start()]} {line[found.end() :]}"
    return name.strip(' ,;\t"<>()') or found[0], found[0]
