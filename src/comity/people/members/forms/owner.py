from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member


class OwnerForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. You can add a passkey afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where mail leaves, a mailed code brings the owner back; where it does not, only a password can.
        self.fields["password"].required = not settings.MAIL_LEAVES

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"], 120)

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("password"):
            person = Member(name=data.get("name", ""), email=data.get("email", ""))
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
