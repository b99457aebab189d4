"""What a mutual tie opens and what its end closes: the audience, lending, links, blocks; and strangers see none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.foundation.core.audience import Audience, allows, audience_kinds, visible_q
from comity.people.contacts.actions.merging import TwoMembers, merge_contacts, undo_merge
from comity.people.contacts.models import Contact
from comity.people.members.actions.blocks import block_member, unblock_member
from comity.people.members.actions.entrance.invitations import accept, invite_by_link, invite_by_mail
from comity.people.members.actions.pairs import NotThere
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.models import Block, Member, Position
from comity.people.members.queries.blocks import blocked_between
from comity.people.members.queries.companies import positions_seen_by
from comity.people.members.queries.lists import known_to
from comity.people.members.queries.profile import owner_of_page
from comity.relationships.mutual.actions.ending import end_tie, erase_agreements
from comity.relationships.mutual.actions.joining import Side, join_members
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.mutual.actions.requests import ask_for_tie, decline_request
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.queries.ties import tie_with
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie
from tests.factories.book import add_card
from tests.people import signed_in
from tests.people.members.sameness import as_seen
from tests.relationships.mutual.people import LATER, NOW, at_once, card_of, tied

MY_TIES = Audience("ties")


def lends(owner: Member, card: Contact) -> str:
    return Tie.objects.get(owner=owner, contact=card).lends


def shown_to_ties(owner: Member) -> Position:
    position = Position(owner=owner, organization="Acme", title="Planner")
    position.audience = MY_TIES
    save_position(by=owner, position=position)
    return position


def test_my_ties_are_who_is_tied_now_and_nobody_else(ada: Member, ben: Member, cleo: Member) -> None:
    position = shown_to_ties(ada)
    tied(ben, ada)
    tied(ben, cleo)
    sees = {who.name: list(Position.objects.visible_to(who)) == [position] for who in (ada, ben, cleo)}
    assert sees == {ada.name: True, ben.name: True, cleo.name: False}
    assert [allows(MY_TIES, ada, who) for who in (ada, ben, cleo)] == [True, True, False]
    end_tie(by=ada, other=ben, at=LATER)
    assert not Position.objects.visible_to(ben).exists()
    assert not audience_kinds["ties"].needs_ref


def test_lending_waits_for_a_yes_and_is_taken_back_at_once(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    assert lends(ada, card) == Lending.ASK
    assert lend_tie(by=ada, other=ben, lends=Lending.YES) == Lending.ASK
    assert (lends(ada, card), lends(ben, card_of(ben, ada))) == (Lending.YES, Lending.ASK)
    assert lend_tie(by=ada, other=ben, lends=Lending.NO) == Lending.YES
    assert lends(ada, card) == Lending.NO


def test_only_a_card_of_who_is_tied_is_lent(ada: Member, ben: Member, cleo: Member) -> None:
    add_card(ada, "Cleo")
    with pytest.raises(NotThere):
        lend_tie(by=ada, other=cleo, lends=Lending.YES)
    tied(ada, ben)
    end_tie(by=ben, other=ada, at=LATER)
    with pytest.raises(NotThere):
        lend_tie(by=ada, other=ben, lends=Lending.YES)


def test_an_end_keeps_the_cards_and_unlinks_them(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    hers, his = card_of(ada, ben), card_of(ben, ada)
    lend_tie(by=ada, other=ben, lends=Lending.YES)
    lend_tie(by=ben, other=ada, lends=Lending.YES)
    end_tie(by=ben, other=ada, at=LATER)
    for owner, card in ((ada, hers), (ben, his)):
        card.refresh_from_db()
        assert (card.member, lends(owner, card)) == (None, Lending.ASK)
    assert tie_with(ada, ben.pk) is None
    with pytest.raises(NotThere):
        end_tie(by=ada, other=ben, at=LATER)
    again = tied(ada, ben)
    assert MutualTie.objects.count() == 2
    assert again.ended_at is None


def test_what_a_card_lent_before_it_was_linked_does_not_count(ada: Member, ben: Member) -> None:
    card = add_card(ada, "Ben")
    Tie.objects.create(owner=ada, contact=card, lends=Lending.YES)  # as a restored archive may have it
    join_members(one=ada, other=ben, via=Via.MET, at=NOW, by_one=Side(card=card))
    assert lends(ada, card) == Lending.ASK


def test_a_block_hides_each_from_the_other_and_ends_what_they_had(
    ada: Member, ben: Member, cleo: Member
) -> None:
    tied(ada, ben)
    for owner in (ada, ben):
        position = Position(owner=owner, organization="Acme", audience_kind="members")
        save_position(by=owner, position=position)
    block_member(by=ada, other=ben, at=LATER)
    assert blocked_between(ben, ada)
    assert not MutualTie.objects.live().exists()
    for one, other in ((ada, ben), (ben, ada)):
        assert owner_of_page(one, other.public_id) is None
        assert not positions_seen_by(one).filter(owner=other).exists()
        assert not Position.objects.filter(visible_q(one), owner=other).exists()
        assert other not in known_to(one)
        assert owner_of_page(cleo, other.public_id) == other
    assert not Block.objects.visible_to(ben).exists()
    block_member(by=ada, other=ben, at=LATER)
    unblock_member(by=ada, public_id=ben.public_id)
    assert owner_of_page(ben, ada.public_id) == ada
    assert not MutualTie.objects.live().exists()
    with pytest.raises(Block.DoesNotExist):
        unblock_member(by=ben, public_id=ada.public_id)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_blocking_each_other_at_once_is_two_blocks(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    at_once(
        *[
            lambda: block_member(by=ada, other=ben, at=NOW),
            lambda: block_member(by=ben, other=ada, at=NOW),
        ]
        * 4
    )
    assert Block.objects.count() == 2
    assert not MutualTie.objects.live().exists()


def test_erasure_leaves_no_tie_no_request_and_nothing_lent(ada: Member, ben: Member, cleo: Member) -> None:
    tied(ada, ben)
    card = card_of(ben, ada)
    lend_tie(by=ben, other=ada, lends=Lending.YES)
    ask_for_tie(by=ada, other=cleo, note="x", at=NOW)
    assert erase_agreements(ada) == {"mutual ties": 1, "requests for a mutual tie": 1}
    assert not MutualTie.objects.exists()
    assert not TieRequest.objects.exists()
    assert lends(ben, card) == Lending.ASK
    assert not card.values.filter(value__contains=ada.public_id).exists()


def test_an_invitation_by_name_that_is_accepted_ties_the_two(ada: Member, ben: Member) -> None:
    known = add_card(ada, "Benny", ("email", "Benny@Work.example"))
    invitation = invite_by_mail(by=ada, email="benny@work.example", note="", at=NOW)
    accept(invitation, by=ben, at=LATER)
    tie = MutualTie.objects.get()
    assert (tie.via, card_of(ada, ben)) == (Via.INVITATION, known)
    assert card_of(ben, ada).full_name == ada.name
    end_tie(by=ben, other=ada, at=LATER)
    accept(invitation, by=ben, at=LATER + timedelta(days=1))
    assert not MutualTie.objects.live().exists(), "an answer is given once"


def test_a_link_that_is_passed_on_ties_nobody(ada: Member, ben: Member, cleo: Member) -> None:
    accept(invite_by_link(by=ada, places=3, days=9, note="", at=NOW), by=ben, at=LATER)
    block_member(by=cleo, other=ada, at=NOW)
    accept(invite_by_mail(by=ada, email="c@work.example", note="", at=NOW), by=cleo, at=LATER)
    assert not MutualTie.objects.exists()


def test_the_link_follows_a_card_that_becomes_one_with_another(
    ada: Member, ben: Member, cleo: Member
) -> None:
    tied(ada, ben)
    linked, old = card_of(ada, ben), add_card(ada, "Benny from Porto")
    lend_tie(by=ada, other=ben, lends=Lending.YES)
    merge = merge_contacts(by=ada, kept=old, gone=linked, at=LATER)
    assert card_of(ada, ben) == old
    assert lends(ada, old) == Lending.YES
    undo_merge(by=ada, merge=merge, at=LATER)
    assert card_of(ada, ben) == linked
    assert lends(ada, old) == Lending.ASK
    tied(ada, cleo)
    with pytest.raises(TwoMembers):
        merge_contacts(by=ada, kept=linked, gone=card_of(ada, cleo), at=LATER)


PAGES = (
    "/",
    "/ties/requests/",
    "/m/{ada}/",
    "/m/{ben}/",
    "/m/{ada}/tie/",
    "/companies/",
    "/book/",
    "/settings/blocks/",
)


@pytest.mark.parametrize(
    "secret", ["a tie", "a lent tie", "an ended tie", "a request", "a declined one", "a block"]
)
def test_a_stranger_sees_the_same_world_with_and_without(
    ada: Member, ben: Member, cleo: Member, secret: str
) -> None:
    position = Position(owner=ada, organization="Acme", audience_kind="members")
    save_position(by=ada, position=position)
    shown_to_ties(ben)
    before = _seen_by(cleo, ada, ben)
    if "tie" in secret:
        tied(ada, ben)
    if secret == "a lent tie":
        lend_tie(by=ada, other=ben, lends=Lending.YES)
    if secret == "an ended tie":
        end_tie(by=ada, other=ben, at=LATER)
    if secret in ("a request", "a declined one"):
        made = ask_for_tie(by=ada, other=ben, note="x", at=NOW)
        assert isinstance(made, TieRequest)
        if secret == "a declined one":
            decline_request(by=ben, public_id=made.public_id, at=LATER)
    if secret == "a block":
        block_member(by=ada, other=ben, at=NOW)
    assert _seen_by(cleo, ada, ben) == before


def _seen_by(viewer: Member, ada: Member, ben: Member) -> dict[str, str]:
    client = signed_in(viewer)
    pages = [page.format(ada=ada.public_id, ben=ben.public_id) for page in PAGES]
    return {page: as_seen(client.get(page)) for page in pages}


def test_a_block_looks_as_if_there_were_nobody(ada: Member, ben: Member) -> None:
    block_member(by=ben, other=ada, at=NOW)
    for who, other in ((ada, ben), (ben, ada)):
        client = signed_in(who)
        client.get("/")
        for page in ("/m/{}/", "/m/{}/photo/", "/m/{}/card.vcf", "/m/{}/tie/", "/ties/with/{}/"):
            here, nowhere = (client.get(page.format(name)) for name in (other.public_id, "x" * 22))
            assert here.status_code == 404
            assert as_seen(here, other.public_id) == as_seen(nowhere, "x" * 22)
