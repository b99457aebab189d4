"""allauth's forms in our words, and without placeholders that repeat the label."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("The password you have"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}


class Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("At least ten characters that nobody would guess.")


class SignInForm(Plain, allauth.LoginForm):  # type: ignore[misc]  # allauth ships no types
    pass


class AddAddressForm(Plain, allauth.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(Plain, allauth.SetPasswordForm):  # type: ignore[misc]
    pass


class ForgottenPasswordForm(Plain, allauth.ResetPasswordForm):  # type: ignore[misc]
    pass


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Plain, allauth.ReauthenticateForm):  # type: ignore[misc]
    pass


class SignInCodeForm(Plain, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class AddressCodeForm(Plain, allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class PasswordCodeForm(Plain, allauth.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey signs its owner in by itself unless they say otherwise: so the page promises."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("It signs me in by itself")
        self.fields["passwordless"].help_text = _(
            "Your device then asks for a finger, a face or a PIN. Without the tick it is a second step after the password."
        )
