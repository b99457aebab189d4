"""What a member takes along of their mutual ties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from comity.people.members.models import Member
from comity.relationships.mutual.enums import Answer, State
from comity.relationships.mutual.models import FavourAsk, MutualTie, TieRequest
from comity.relationships.mutual.rules import favours
from comity.relationships.mutual.rules.requests import seen_by_asker


def agreements_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield mutual ties, and requests both ways: as their pages show them, never that one was declined.

    Of who is suspended there is nothing, as there is nothing of who was erased or blocked.
    """
    ties = MutualTie.objects.visible_to(owner).filter(one__is_active=True, other__is_active=True)
    ties = ties.select_related("one", "other").order_by("pk")
    yield "mutual_ties.json", [_tie(tie, owner) for tie in ties]
    rows = TieRequest.objects.standing_for(owner).select_related("asker", "asked").order_by("pk")
    yield "tie_requests.json", [_request(row, owner) for row in rows]
    asks = FavourAsk.objects.visible_to(owner).filter(asker__is_active=True, asked__is_active=True)
    asks = asks.select_related("asker", "asked").order_by("pk")
    yield "favour_asks.json", [_ask(ask, owner) for ask in asks]


def _tie(tie: MutualTie, owner: Member) -> dict[str, Any]:
    return {
        "id": tie.public_id,
        "with": _named(tie.of(owner)),
        "via": tie.via,
        "confirmed_at": tie.confirmed_at.isoformat(),
        "ended_at": _day(tie.ended_at),
    }


def _request(row: TieRequest, owner: Member) -> dict[str, Any]:
    is_mine = row.asker_id == owner.pk
    state, now = State(row.state), timezone.now()
    return {
        "id": row.public_id,
        "asker": _named(row.asker),
        "asked": _named(row.asked),
        "note": row.note_for(owner),
        "state": seen_by_asker(state, expires_at=row.expires_at, now=now) if is_mine else state,
        "made_at": row.created_at.isoformat(),
        "expires_at": row.expires_at.isoformat(),
    }


def _ask(ask: FavourAsk, owner: Member) -> dict[str, Any]:
    is_mine = ask.asker_id == owner.pk
    state, now = Answer(ask.state), timezone.now()
    seen = favours.seen_by_asker(state, until=ask.until, expires_at=ask.expires_at, now=now)
    return {
        "id": ask.public_id,
        "asker": _named(ask.asker),
        "asked": _named(ask.asked),
        "what": ask.what_for(owner),
        "state": seen if is_mine else state,
        "word": ask.word_for(owner),
        "until": _day(ask.until),
        "made_at": ask.created_at.isoformat(),
        "expires_at": ask.expires_at.isoformat(),
    }


def _named(member: Member) -> dict[str, str]:
    return {"member": member.public_id, "name": member.name}


def _day(at: date | datetime | None) -> str | None:
    return at.isoformat() if at else None
