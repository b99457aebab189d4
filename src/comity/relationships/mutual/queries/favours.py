"""Favours between the viewer and their people: what each row says, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.enums import Answer
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.rules.favours import OPEN, answer_at, seen_by_asker
from comity.relationships.ties.enums import FavourState, Helped
from comity.relationships.ties.models import Favour

_SAYS: dict[Helped, dict[FavourState, Promise]] = {
    Helped.ME: {
        FavourState.ASKED: gettext_lazy("You asked for it"),
        FavourState.OFFERED: gettext_lazy("Promised to you"),
        FavourState.DONE: gettext_lazy("They helped you"),
        FavourState.THANKED: gettext_lazy("They helped you; you said thanks"),
        FavourState.DECLINED: gettext_lazy("It came to nothing"),
    },
    Helped.THEM: {
        FavourState.ASKED: gettext_lazy("They asked you"),
        FavourState.OFFERED: gettext_lazy("You promised it"),
        FavourState.DONE: gettext_lazy("You helped them"),
        FavourState.THANKED: gettext_lazy("You helped them; they said thanks"),
        FavourState.DECLINED: gettext_lazy("It came to nothing"),
    },
}
_DONE = ("done", gettext_lazy("Done"))
_NOTHING = ("nothing", gettext_lazy("Came to nothing"))
_REMOVE = ("remove", gettext_lazy("Take off"))
_WITHDRAW = ("withdraw", gettext_lazy("Withdraw"))
_THANKS = {
    Helped.ME: ("thank", gettext_lazy("I said thanks")),
    Helped.THEM: ("thank", gettext_lazy("They said thanks")),
}
_THANK = ("thank", gettext_lazy("Say thanks"))

Acts = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True, slots=True)
class FavourRow:
    """One favour as its owner reads it."""

    public_id: str
    what: str
    on: date
    says: str
    word: str
    acts: Acts
    answer: str  # the public id of what waits for the owner's answer, or empty
    of_former_member: bool
    reports: str  # as which kind the other's words can be reported, or empty
    ask: str  # the public id of what was asked of a member, or empty
    hides_theirs: bool  # what the other wrote, by a decision
    hides_mine: bool  # what the owner asked; a word with an answer stands on no page of who wrote it


def favours_with(viewer: Member, contact: Contact, now: datetime) -> list[FavourRow]:
    """Return what the viewer remembers of one person, the last first. One query; two with a favour asked of a member."""
    rows = list(Favour.objects.visible_to(viewer).filter(contact=contact).select_related("words_of"))
    keys = [row.shared_key for row in rows if row.shared_key]
    mine = FavourAsk.objects.visible_to(viewer).select_related("asker", "asked")
    asks = mine.filter(public_id__in=keys) if keys else ()
    by_key = {ask.public_id: ask for ask in asks}
    return [_row(favour, by_key.get(favour.shared_key), now) for favour in rows]


def waiting_favours(viewer: Member, now: datetime) -> list[FavourAsk]:
    """Return the favours asked of the viewer that wait for an answer, the first first. One query."""
    rows = FavourAsk.objects.waiting_for(viewer, now).select_related("asker")
    return list(rows.order_by("created_at", "pk"))


def asked_favour(viewer: Member, public_id: str, now: datetime) -> FavourAsk | None:
    """Return a favour asked of the viewer, as it may be answered now. One query."""
    rows = FavourAsk.objects.visible_to(viewer).filter(asked=viewer, state__in=OPEN)
    rows = rows.filter(asker__is_active=True, expires_at__gt=now)
    return rows.select_related("asker").filter(public_id=public_id).first()


def asks_among(viewer: Member, ids: Sequence[str]) -> list[FavourAsk]:
    """Return those of these asks that the viewer is part of, with both people there. One query."""
    rows = FavourAsk.objects.visible_to(viewer).filter(
        public_id__in=ids, asker__is_active=True, asked__is_active=True
    )
    return list(rows.select_related("asker", "asked"))


def _row(favour: Favour, ask: FavourAsk | None, now: datetime) -> FavourRow:
    helped, state = Helped(favour.helped), FavourState(favour.state)
    is_hushed = favour.words_of is not None and not favour.words_of.is_active
    is_away = ask is not None and not (ask.asker.is_active and ask.asked.is_active)
    ask = None if is_away else ask  # whose account is closed is nobody here, as after a block
    is_asker = ask is not None and ask.asker_id == favour.owner_id
    answer = _answer_of(ask, is_asker=is_asker, now=now)
    return FavourRow(
        public_id=favour.public_id,
        what="" if is_hushed else favour.what,
        on=favour.thanked_on or favour.done_on or favour.on,
        says=_says(helped, state, answer, ask),
        word=ask.word_for(ask.asker) if ask and is_asker else "",
        acts=_acts(helped, state, answer),
        answer=ask.public_id if ask and not is_asker and answer in OPEN else "",
        of_former_member=favour.of_former_member or is_hushed or is_away,
        reports=_reports(ask, is_asker=is_asker),
        ask=ask.public_id if ask else "",
        hides_theirs=ask is not None and _hidden(ask, of_asker=not is_asker),
        hides_mine=ask is not None and is_asker and _hidden(ask, of_asker=True),
    )


def _hidden(ask: FavourAsk, *, of_asker: bool) -> bool:
    return (ask.what_hidden_at if of_asker else ask.word_hidden_at) is not None


def _reports(ask: FavourAsk | None, *, is_asker: bool) -> str:
    if ask is None or _hidden(ask, of_asker=not is_asker):
        return ""
    return ("favour_answer" if ask.word else "") if is_asker else "favour"


def _answer_of(ask: FavourAsk | None, *, is_asker: bool, now: datetime) -> Answer | None:
    if ask is None:
        return None
    state = Answer(ask.state)
    if is_asker:
        return seen_by_asker(state, until=ask.until, expires_at=ask.expires_at, now=now)
    return answer_at(state, expires_at=ask.expires_at, now=now)


def _says(helped: Helped, state: FavourState, answer: Answer | None, ask: FavourAsk | None) -> str:
    if answer is Answer.WITHDRAWN:
        return _("Withdrawn")
    if answer is Answer.EXPIRED:
        return _("No answer came")
    if answer is Answer.DECLINED:
        return _("They asked you; you said no in silence")
    if answer is Answer.LATER and ask is not None and ask.until:
        day = {"day": date_format(ask.until, "DATE_FORMAT")}
        return (_("Later: from %(day)s") if helped is Helped.ME else _("You said: from %(day)s")) % day
    if answer is Answer.WAITING and helped is Helped.ME:
        return _("You asked; no answer yet")
    return str(_SAYS[helped][state])


def _acts(helped: Helped, state: FavourState, answer: Answer | None) -> Acts:
    if answer in OPEN:
        return (_WITHDRAW,) if helped is Helped.ME else ()
    if answer is None:
        if state in (FavourState.ASKED, FavourState.OFFERED):
            return (_DONE, _NOTHING, _REMOVE)
        return (_THANKS[helped], _REMOVE) if state is FavourState.DONE else (_REMOVE,)
    if state is FavourState.OFFERED:
        return (_DONE, _NOTHING)
    if state is FavourState.DONE:
        return (_THANK,) if helped is Helped.ME else ()
    return (_REMOVE,) if state is FavourState.DECLINED else ()
