from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import WordsField
from comity.relationships.ties.enums import FavourState, Helped, Lending


class RequestForm(forms.Form):
    """A few words to somebody with whom a member would like a mutual tie."""

    note = WordsField(
        label=_("A few words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it with your request: where you know each other from, say."),
    )


class LendingForm(forms.Form):
    """Whether the member may be asked over a tie."""

    lends = forms.ChoiceField(choices=Lending.choices, widget=forms.RadioSelect)


class FavourForm(forms.Form):
    """A favour between the member and one of their people, noted in two taps."""

    helped = forms.ChoiceField(choices=Helped.choices)
    what = forms.CharField(label=_("What"), required=False, max_length=1000)
    state = forms.ChoiceField(label=_("How far it is"), choices=FavourState.choices, initial=FavourState.DONE)
    on = forms.DateField(label=_("When"))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return on


class AskFavourForm(forms.Form):
    """What a member would like to ask of another."""

    what = WordsField(
        label=_("What you would like to ask"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the two of you. Stored encrypted; whoever runs this server could still read it."),
    )


class AnswerForm(forms.Form):
    """The answer to a favour: a word if one likes, and for "later" a day."""

    word = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=300,
        help_text=_("They read it with a yes or a later. A no without a word is silent."),
    )
    until = forms.DateField(
        label=_("Later: from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
