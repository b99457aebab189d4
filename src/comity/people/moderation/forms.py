from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import WordsField
from comity.people.moderation.enums import Again, Decision, Reason

LONGEST = 2_000


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> WordsField:
    return WordsField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReportForm(forms.Form):
    """What is wrong with a thing, and in which words."""

    reason = forms.ChoiceField(label=_("What is wrong with it"), choices=Reason, widget=forms.RadioSelect)
    words = _words(_("In your own words"), required=False)


class DecisionForm(forms.Form):
    """What is decided, with a sentence that says why."""

    decision = forms.ChoiceField(label=_("What you decide"), widget=forms.RadioSelect)
    sentence = _words(
        _("Why, in a sentence or two"),
        _("Its author reads this. Where nothing is wrong, those who reported it read it instead."),
    )

    def __init__(self, *args: object, hide_words: str | Promise, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own
        self.fields["decision"] = forms.ChoiceField(
            label=_("What you decide"),
            widget=forms.RadioSelect,
            choices=[
                (one.value, hide_words if one == Decision.HIDDEN else one.label)
                for one in Decision
                if one != Decision.HIDDEN or hide_words
            ],
        )


class AgainForm(forms.Form):
    """What becomes of an appeal, with a sentence that says why."""

    again = forms.ChoiceField(label=_("What you decide"), choices=Again, widget=forms.RadioSelect)
    sentence = _words(_("Why, in a sentence or two"), _("Who appealed reads this."))


class AppealForm(forms.Form):
    """Why a decision should be looked at again."""

    words = _words(_("Why it should be looked at again"))
