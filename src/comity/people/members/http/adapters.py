"""How allauth meets our rules: one registration rule, whichever way somebody comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from comity.foundation.core.encryption import seal, unseal
from comity.foundation.core.http import page
from comity.foundation.core.text import clean_line
from comity.foundation.mail.notices.letters import add_html
from comity.people.members.actions.entrance.invitations import InvitationNotValid, confirm_places
from comity.people.members.actions.entrance.registration import forget_unproven_sign_up, register_member
from comity.people.members.http.invited import forget_invitation, invitation_in_hand
from comity.people.members.models import Member
from comity.people.members.queries import has_owner
from comity.people.members.rules.registration import Door, door


def door_for(request: HttpRequest) -> Door:
    """Say what this visitor finds who wants to sign up."""
    invited = invitation_in_hand(request) is not None
    return door(settings.REGISTRATION, owned=has_owner(), invited=invited)


def _register(request: HttpRequest, member: Member) -> None:
    try:
        register_member(member, invitation=invitation_in_hand(request), at=timezone.now())
    except InvitationNotValid:
        forget_invitation(request)
        raise ImmediateHttpResponse(page(request, "members/invitation_gone.html", status=410)) from None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        found = door_for(request)
        if found != Door.OPEN:
            raise ImmediateHttpResponse(page(request, "account/signup_closed.html", {"door": found.name}))
        return True

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether one may be sent on to an address; what is none is not, where allauth would fail at it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def save_user(self, request: HttpRequest, user: Member, form: Any, commit: bool = True) -> Member:
        member: Member = super().save_user(request, user, form, commit=False)
        member.name = clean_line(form.cleaned_data.get("name") or member.name, 120)
        if not self.is_email_verified(request, member.email):
            self.unstash_verified_email(
                request
            )  # the invitation proves its own address, not the one typed instead
        if commit:
            _register(request, member)
        return member

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "comity.people.members.http.stages.ApprovalStage"]

    def pre_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse | None:
        return None  # ApprovalStage asks who may act, after the address is proven

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        forget_invitation(request)
        confirm_places(user, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        ours = {"instance_name": settings.INSTANCE_NAME, "base_url": settings.BASE_URL}
        super().send_mail(template_prefix, email, ours | context)

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        return add_html(super().render_mail(*args, **kwargs))


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Member:
        member: Member = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        member.name = clean_line(data.get("name") or " ".join(filter(None, parts)), 120)
        return member

    def get_requests_session(self) -> requests.Session:
        # allauth expects every provider to answer; one that is down would be a broken page of ours.
        session: requests.Session = super().get_requests_session()
        session.request = _saying_so(session.request)  # type: ignore[method-assign]
        return session

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        for address in sociallogin.email_addresses:
            forget_unproven_sign_up(address.email)
        return bool(super().is_auto_signup_allowed(request, sociallogin))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Member:
        member: Member = sociallogin.user
        member.set_unusable_password()
        if form is None:
            _register(request, member)
        else:
            AccountAdapter(request).save_user(request, member, form)
        sociallogin.save(request)
        return member


def _saying_so(send: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    def ask(*args: Any, **kwargs: Any) -> requests.Response:
        try:
            return send(*args, **kwargs)
        except requests.RequestException as error:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error")) from error

    return ask


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps authenticator secrets unreadable in a stolen database."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return settings.INSTANCE_NAME

    def _get_site_name(self) -> str:
        return settings.INSTANCE_NAME
