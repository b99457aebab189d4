"""The cards of Today: what one wanted to do, whom to get back to, whom one could help, and one old tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer
from comity.relationships.touch.queries.dormant import dormant_for, held_dormant, open_dormant
from comity.relationships.touch.queries.facts import not_yet_counted, pace_of, zone_of
from comity.relationships.touch.queries.follow_ups import ON_TODAY, due_follow_ups
from comity.relationships.touch.queries.helping import helper_of, open_favours
from comity.relationships.touch.queries.nudges import NudgeRow, held_nudges, open_nudges, valid_nudges
from comity.relationships.touch.queries.says import says_of
from comity.relationships.touch.rules.week import MOST_A_WEEK


def touch_cards(viewer: Member, at: datetime) -> dict[str, Any]:
    """Return the cards of today and of the dormant tie together, so that what there is to say is asked for once.

    Four queries, one more where there is a dormant tie, one where there is that or a nudge, and two where there is
    anything to say.
    """
    pace = pace_of(viewer)
    opened, asleep = open_nudges(viewer, at, pace), open_dormant(viewer, at, pace)
    unknown = not_yet_counted([row.contact_id for row in [*opened, *asleep]], zone_of(viewer))
    nudges = held_nudges(viewer, at, pace, opened, unknown)[:MOST_A_WEEK]
    dormant = held_dormant(viewer, at, pace, asleep, unknown)
    said = says_of(viewer, [contact for contact, _ in [*nudges, *filter(None, [dormant])]], at)
    rows = [replace(row, said=said[contact]) for contact, row in nudges]
    waking = replace(dormant[1], said=said[dormant[0]]) if dormant else None
    return {"today": _today(viewer, at, rows), "dormant": {"dormant": waking} if waking else None}


def today_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return follow-ups that are due and who to get back to. Three queries, or seven where there are nudges."""
    return _today(viewer, at, valid_nudges(viewer, at)[:MOST_A_WEEK])


def _today(viewer: Member, at: datetime, nudges: list[NudgeRow]) -> dict[str, Any] | None:
    follow_ups = due_follow_ups(viewer, at)
    if not follow_ups and not nudges:
        return None
    return {"follow_ups": follow_ups[:ON_TODAY], "has_more": len(follow_ups) > ON_TODAY, "nudges": nudges}


def help_card(viewer: Member, at: datetime, answers: Mapping[int, Answer] | None = None) -> dict[str, Any]:
    """Return whom the viewer could help, if only nobody.

    Two queries, three where somebody helped them and the viewer's ``answers`` are not at hand.
    """
    return {"rows": [*open_favours(viewer), *filter(None, [helper_of(viewer, at, answers)])]}


def dormant_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return one dormant tie. Two queries, or five or six where there is one."""
    row = dormant_for(viewer, at, pace=pace_of(viewer))
    return {"dormant": row} if row else None
