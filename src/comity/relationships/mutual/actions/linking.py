"""Which card of a book is a member: set here alone, within an act of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from comity.people.contacts.actions.cards import Line, Typed
from comity.people.contacts.actions.sharing import add_shared, create_shared_card
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.rules.keys import email_key, is_role
from comity.people.members.models import Member
from comity.people.members.queries.documents import card_of
from comity.people.members.queries.profile import profile_for
from comity.relationships.mutual.queries.giving import called
from comity.relationships.mutual.registry import tell_lending_changed
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie


def link_card(
    *,
    owner: Member,
    member: Member,
    chosen: Contact | None,
    shows: Typed | None,
    at: datetime,
    came: str = "",
) -> Contact:
    """Let one card in the book of ``owner`` be ``member``: linked already, chosen, evident, or a new one.

    Evident is the only card that holds an address which the member showed and has proven to be theirs, or else the one
    that came with the member's page when the two were introduced.
    """
    mine = Contact.objects.select_for_update(of=("self",)).visible_to(owner).filter(merged_into=None)
    card = mine.filter(member=member).order_by("archived_at", "pk").first()
    if card is None:
        shown = shows or shown_by_profile(member, to=owner)
        free = mine.filter(member=None)
        card = free.filter(pk=chosen.pk).first() if chosen else None
        card = card or _evident(free, member, shown.lines) or card_with_page(free, member)
        if card is None:
            card = create_shared_card(owner=owner, sharer=member, shared=shown, at=at, came=came)
            shows = None
        card.member = member
        card.save(update_fields=["member", "changed_at"])
        Tie.objects.filter(contact=card).update(lends=Lending.ASK)
        tell_lending_changed([(owner.pk, member.pk)])
    if shows is not None:
        card = add_shared(owner=owner, sharer=member, contact=card, shared=shows, at=at, came=came)
    Tie.objects.get_or_create(owner=owner, contact=card)
    return card


def unlink_cards(one: Member, other: Member) -> None:
    """Let no card of the two be the other; the cards stay, and nobody is asked over them."""
    for owner, member in ((one, other), (other, one)):
        cards = Contact.objects.filter(owner=owner, member=member)
        Tie.objects.filter(contact__in=cards.values("pk")).update(lends=Lending.ASK)
        cards.update(member=None)
    tell_lending_changed([(one.pk, other.pk)])


def unlink_doubles(owner: Member, cards: Sequence[int]) -> None:
    """Let cards (by id) that came back into a book be nobody whom another card has become meanwhile."""
    mine = Contact.objects.visible_to(owner).filter(merged_into=None, member__isnull=False)
    for card in mine.filter(pk__in=cards).order_by("pk"):
        if mine.filter(member=card.member).exclude(pk=card.pk).exists():
            Tie.objects.filter(contact=card).update(lends=Lending.ASK)
            Contact.objects.filter(pk=card.pk).update(member=None)


def drop_page_links(member: Member, *, of: Member | None = None) -> None:
    """Take the address of a page that goes off every card that had it from its member; with ``of``, of that book."""
    page = reverse("members:page", args=[member.public_id])
    links = ContactValue.objects.filter(
        kind=ValueKind.URL, origin__kind=OriginKind.MEMBER, value__endswith=page
    )
    (links.filter(contact__owner=of) if of else links).delete()


def shown_by_profile(member: Member, *, to: Member) -> Typed:
    """Return what the profile of ``member`` shows ``to``, as a card: name, work, place, ways to reach them."""
    view = profile_for(to, member)
    url = settings.BASE_URL + reverse("members:page", args=[member.public_id])
    card = card_of(view, url=url, photo=None)
    lines = [Line(value.kind, value.value, value.label) for value in card.values]
    if place := view.texts.get("place"):
        lines.append(Line(ValueKind.ADDRESS, place))
    with translation.override(to.language or settings.LANGUAGE_CODE):
        fields = {"full_name": called(member)}
    fields |= {"phonetic": card.phonetic, "organization": card.organization, "title": card.title}
    return Typed(fields, lines)


def card_with_page(cards: QuerySet[Contact], member: Member) -> Contact | None:
    """Return the card on which a member's own page stands, as they or an introduction put it there. One query."""
    page = reverse("members:page", args=[member.public_id])
    lines = ContactValue.objects.filter(
        kind=ValueKind.URL, origin__kind=OriginKind.MEMBER, value__endswith=page
    )
    return cards.filter(values__in=lines).order_by("archived_at", "pk").first()


def _evident(free: QuerySet[Contact], member: Member, lines: Iterable[Line]) -> Contact | None:
    proven = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    keys = {email_key(address) for address in proven}
    shown = {email_key(line.value) for line in lines if line.kind == ValueKind.EMAIL} & keys
    shown = {key for key in shown if key and not is_role(key)}
    if not shown:
        return None
    cards = free.filter(values__kind=ValueKind.EMAIL, values__normal__in=shown, values__pending_import=None)
    found = list(dict.fromkeys(cards.order_by("pk")))
    return found[0] if len(found) == 1 else None
