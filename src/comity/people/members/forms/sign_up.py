"""Sign-up and sign-in as allauth asks for them, with our words and our care for addresses."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import RequestLoginCodeForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.socialaccount.forms import SignupForm as ProviderForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.members.actions.entrance.registration import forget_unproven_sign_up
from comity.people.members.forms.plain import Plain
from comity.people.members.models import Member


class NamedSignUp(forms.Form):
    """What every way of signing up asks: a name, and an address nobody can have reserved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Your name"),
            max_length=120,
            initial=self.initial.get("name", ""),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )
        self.fields["email"].label = _("E-mail address")
        if "password1" in self.fields:
            password = self.fields["password1"]
            password.required = False
            password.help_text = (
                _("At least ten characters. Leave it empty to sign in with a code we mail you each time.")
                if settings.MAIL_LEAVES
                else _("At least ten characters.")
            )
        self.order_fields(["name", "email", "password1"])
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])

    def validate_unique_email(self, value: str) -> str:
        forget_unproven_sign_up(value)
        return str(super().validate_unique_email(value))  # type: ignore[misc]


class SignUpForm(NamedSignUp, SignupForm):  # type: ignore[misc]  # allauth ships no types
    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        if self.account_already_exists and self.cleaned_data.get("password1"):
            # Sealing a password takes a second; an answer without it would say that there is an account.
            make_password(self.cleaned_data["password1"])
        saved: tuple[Member | None, HttpResponse | None] = super().try_save(request)
        return saved


class ProviderSignUpForm(NamedSignUp, ProviderForm):  # type: ignore[misc]
    pass


class CodeRequestForm(Plain, RequestLoginCodeForm):  # type: ignore[misc]
    _user: Member | None

    def clean_email(self) -> str:
        email = str(super().clean_email())
        # Whoever signed up with this address may have set a password; until its owner proved it, it has no account.
        if self._user and EmailAddress.objects.filter(user=self._user, email=email, verified=False).exists():
            self._user = None
        return email
