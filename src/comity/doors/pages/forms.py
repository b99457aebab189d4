"""A form that only the style page shows."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
