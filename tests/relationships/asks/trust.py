"""What of asks must not be told: the ask itself, who was asked, a no, whom a helper asks; and moves that meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member, Position
from comity.people.messaging.models import Thread
from comity.people.moderation.actions.deciding import Meanwhile
from comity.people.moderation.enums import Decision
from comity.people.moderation.models import Case
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import go_on
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.mutual.queries.ties import tied_among
from tests.contracts.viewers import member
from tests.factories.book import add_card
from tests.people.contacts.trust import BOOK
from tests.people.moderation.cases import decided, reported_as
from tests.relationships.asks.people import DATE, asks
from tests.relationships.mutual.people import NOW, tied
from tests.trust.pairs import Move, every_pair, having, somebody
from tests.trust.proofs import Proofs, Race, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, STRANGER, WORDS_TYPED, Scene

_MODELS = "comity.relationships.asks.models"
ALL_ASKS = Switch((f"{_MODELS}.ask.AskQuerySet.visible_to",), everything)
ALL_REACHES = Switch((f"{_MODELS}.reach.ReachQuerySet.visible_to",), everything)


# ---------------------------------------------------------------------------------------------------- two worlds
def _draft(here: Scene) -> None:
    here.ids["ask"] = asking.begin_ask(by=here.owner, text="Something", at=here.at).public_id


def _word_it(here: Scene, text: str) -> None:
    said = asking.Said(text=text, kind="advice")
    asking.correct_ask(by=here.owner, public_id=here.ids["ask"], said=said, at=here.at)


def _counterpart_asks(here: Scene) -> None:
    """Let the owner have an ask of the counterpart before them, and two cards that are no members."""
    here.tie()
    Position.objects.create(
        owner=here.owner, organization="Nordwind", audience_kind="members"
    )  # the likeliest
    ask = asks(here.counterpart, at=here.at)
    reach = Reach.objects.get(ask=ask, helper=here.owner)
    here.theirs[COUNTERPART]["ask"] = ask.public_id
    here.ids["reach"] = reach.public_id
    here.ids["cards"] = [add_card(here.owner, name, organization="Nordwind") for name in ("Zoë Q", "Yves R")]


def _stranger_is_asked_too(here: Scene) -> None:
    """Let the stranger, who may be an account of the counterpart's own, be asked beside the owner."""
    if not tied_among(here.counterpart.pk, [here.stranger.pk]):
        tied(here.counterpart, here.stranger)
    Position.objects.create(owner=here.stranger, organization="Nordwind", audience_kind="members")
    _counterpart_asks(here)
    by_stranger = Reach.objects.get(ask__asker=here.counterpart, helper=here.stranger)
    here.theirs[STRANGER]["reach"] = by_stranger.public_id


def _helper_says(here: Scene, says: str) -> None:
    by, public_id, at = here.owner, here.ids["reach"], here.at + timedelta(hours=1)
    if says == "no":
        answering.say_not_now(by=by, public_id=public_id, at=at)
    elif says:
        card: Contact = here.ids["cards"][int(says)]
        answering.say_knows(by=by, public_id=public_id, contact=card.public_id, line="Hello", at=at)
    go_on(now=at)


def _owner_asks(here: Scene) -> None:
    """Let an ask of the owner's be before the counterpart and somebody who reports it."""
    here.tie()
    third, operator = member("Irma"), member("Opal", is_operator=True)
    tied(here.owner, third)
    for one in (here.counterpart, third):  # the likeliest
        Position.objects.create(owner=one, organization="Nordwind", audience_kind="members")
    ask = asks(here.owner, at=here.at)
    here.ids["ask"] = ask.public_id
    by_third, here_too = (ask.reaches.get(helper=one) for one in (third, here.counterpart))
    here.theirs[COUNTERPART]["reach"] = here_too.public_id
    here.ids["hides"] = operator, reported_as("ask", third, by_third.public_id, here.at)


def _hide(here: Scene) -> None:
    operator, case = here.ids["hides"]
    decided(operator, case, Decision.HIDDEN, here.at)


def _is_gone(here: Scene, how: str) -> None:
    if how == "hidden":
        _hide(here)
    else:
        asking.withdraw(by=here.owner, public_id=here.ids["ask"], at=here.at)


def _owner_asks_what_is_hidden(here: Scene) -> None:
    _owner_asks(here)
    _hide(here)


def _says(here: Scene, text: str) -> None:
    ask = Ask.objects.get(public_id=here.ids["ask"])
    ask.text = text
    ask.save()


def _counterpart_begins(here: Scene) -> None:
    here.tie()
    draft = asking.begin_ask(by=here.counterpart, text="someone who worked at Nordwind", at=here.at)
    here.theirs[COUNTERPART]["ask"] = draft.public_id


def _book_holds(here: Scene, organization: str) -> None:
    add_card(here.owner, "Zoë Quillfeather", organization=organization)
    draft = here.theirs[COUNTERPART]["ask"]
    asking.send_to_network(by=here.counterpart, public_id=draft, at=here.at)


SECRETS = [
    Secret("an ask not sent", WORDS_TYPED, _word_it, ALL_ASKS, ("", "I want to leave"), _draft),
    Secret(
        "what a helper says, but for a yes", st.sampled_from(["", "no", "0", "1"]), _helper_says, ALL_REACHES,
        ("", "0"), _stranger_is_asked_too,
    ),
    Secret(
        "whom a helper's book holds", st.sampled_from(["Nordwind", "Sudwind"]), _book_holds, BOOK,
        ("Nordwind", "Sudwind"), _counterpart_begins, (COUNTERPART,),
    ),
    Secret(
        "hidden or withdrawn", st.sampled_from(["hidden", "withdrawn"]), _is_gone, ALL_REACHES,
        ("hidden", "withdrawn"), _owner_asks,
    ),
    Secret("what a hidden ask says", WORDS_TYPED, _says, ALL_REACHES, ("", "Buy this"), _owner_asks_what_is_hidden),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
LATER = NOW + timedelta(hours=1)


def sent(many: int) -> list[Reach]:
    """Return asks that each wait for one helper."""
    made = []
    for _ in range(many):
        asker, helper = somebody(), somebody()
        tied(asker, helper)
        made.append(asks(asker).reaches.select_related("ask__asker", "helper").get())
    return made


_declined = having(
    sent, lambda reach: answering.say_not_now(by=reach.helper, public_id=reach.public_id, at=NOW)
)


def _over(many: int) -> list[Reach]:
    """Return asks whose day has come, with another tie who could be asked."""
    rows = _declined(many)
    for reach in rows:
        tied(reach.ask.asker, somebody())
    go_on(now=DATE)
    return rows


def _drafts(many: int) -> Iterable[Ask]:
    for _ in range(many):
        asker = somebody()
        tied(asker, somebody())
        yield asking.begin_ask(by=asker, text="someone who worked at Nordwind", at=NOW)


def _knows(reach: Reach) -> object:
    card = Contact.objects.filter(owner=reach.helper, member=None).first()
    card = card or add_card(reach.helper, "Zoë Quillfeather", organization="Nordwind")
    return answering.say_knows(
        by=reach.helper, public_id=reach.public_id, contact=card.public_id, line="Hello", at=LATER
    )


_asked_on = having(sent, _knows)


def _reported(many: int) -> list[Reach]:
    somebody(is_operator=True)
    rows = sent(many)
    for reach in rows:
        reported_as("ask", reach.helper, reach.public_id)
    return rows


def _hides(reach: Reach) -> object:
    case = Case.objects.get(about=reach.ask.public_id)
    return decided(Member.objects.filter(is_operator=True)[0], case, Decision.HIDDEN)


def _helper(verb: Any, **said: Any) -> Any:
    return lambda reach: verb(by=reach.helper, public_id=reach.public_id, at=LATER, **said)


def _asker(verb: Any, at: Any = LATER) -> Any:
    return lambda reach: verb(by=reach.ask.asker, public_id=reach.ask.public_id, at=at)


def _stand(reach: Reach) -> tuple[str, str]:
    now = Reach.objects.select_related("ask").get(pk=reach.pk)
    return now.ask.state, now.state


def _stands_hidden(reach: Reach) -> tuple[str, str, bool]:
    return (*_stand(reach), Ask.objects.get(pk=reach.ask_id).hidden_at is not None)


def _draft_stands(draft: Ask) -> str:
    row = Ask.objects.filter(pk=draft.pk).first()
    return row.state if row else ""


OPEN, YES, OVER, OFF = State.OPEN, State.YES, State.OVER, State.WITHDRAWN
WAITING, DECLINED, ASKING, CAN = Reached.WAITING, Reached.DECLINED, Reached.ASKING, Reached.YES
_OFF = {(state, said): (OFF, said) for state in (OPEN, OVER) for said in Reached}
_OF_HELPER = [
    Move("can", _helper(answering.say_can), {(OPEN, WAITING): (YES, CAN), (OPEN, ASKING): (YES, CAN)}),
    Move("knows", _knows, {(OPEN, WAITING): (OPEN, ASKING)}),
    Move("not now", _helper(answering.say_not_now), {(OPEN, WAITING): (OPEN, DECLINED)}),
    Move("withdraw", _asker(asking.withdraw), _OFF),
]
_OF_REPORTED = [
    Move("can", _helper(answering.say_can), {(OPEN, WAITING, False): (YES, CAN, False)}),
    Move("not now", _helper(answering.say_not_now), {(OPEN, WAITING, False): (OPEN, DECLINED, False)}),
    Move(
        "withdraw",
        _asker(asking.withdraw),
        {(*was, at): (*to, at) for was, to in _OFF.items() for at in (False, True)},
    ),
    Move("hide", _hides, {(state, said, False): (state, said, True) for state in State for said in Reached}),
]
_OF_WHO_DECLINED = [
    Move("again", _helper(answering.think_again), {(OPEN, DECLINED): (OPEN, WAITING)}),
    Move("not now", _helper(answering.say_not_now), {(OPEN, WAITING): (OPEN, DECLINED)}),
    Move("withdraw", _asker(asking.withdraw), _OFF),
]
_OF_WHO_ASKED_ON = [
    Move("they can", _helper(answering.say_how_it_went, can=True), {(OPEN, ASKING): (YES, CAN)}),
    Move("nothing", _helper(answering.say_how_it_went, can=False), {(OPEN, ASKING): (OPEN, Reached.PASSED)}),
    Move("withdraw", _asker(asking.withdraw), _OFF),
]
_OF_ASKER = [
    Move("widen", _asker(asking.widen, DATE), {(OVER, DECLINED): (OPEN, DECLINED)}),
    Move("withdraw", _asker(asking.withdraw, DATE), _OFF),
]
_OF_DRAFT = [
    Move("send", lambda row: asking.send_to_network(by=row.asker, public_id=row.public_id, at=LATER), {"draft": OPEN}),
    Move("discard", lambda row: asking.discard(by=row.asker, public_id=row.public_id, at=LATER), {"draft": State.WITHDRAWN}),
]  # fmt: skip


def _talk_with_a_yes(rows: Any) -> None:
    """A conversation begins with a yes, once."""
    for reach in rows:
        yes = Ask.objects.filter(pk=reach.ask_id, state=YES).count()
        assert Thread.objects.filter(source=f"ask:{reach.public_id}").count() == yes


def _due(many: int = 8) -> list[Reach]:
    return sent(many)


def _date_and_answers(rows: list[Reach]) -> list[Any]:
    verbs = [answering.say_can, answering.say_not_now]
    answers = [lambda at=at, reach=reach: _helper(verbs[at % 2])(reach) for at, reach in enumerate(rows)]
    return [*answers, *[lambda: go_on(now=DATE)] * 4]


def _ended_or_answered(rows: list[Reach], got: list[object]) -> None:
    for at, reach in enumerate(rows):
        went = not isinstance(got[at], Exception)
        said = (CAN, DECLINED)[at % 2] if went else WAITING
        assert _stand(reach) == (YES if said is CAN else OVER, said)
    _talk_with_a_yes(rows)


_REFUSED = (NotThere,)
RACES = [
    every_pair("every two moves at an ask that waits", sent, _stand, _OF_HELPER, _REFUSED, _talk_with_a_yes),
    every_pair(
        "every two moves at an ask that was reported", _reported, _stands_hidden, _OF_REPORTED,
        (NotThere, Meanwhile), _talk_with_a_yes,
    ),
    every_pair("every two moves at an ask that was declined", _declined, _stand, _OF_WHO_DECLINED, _REFUSED),
    every_pair(
        "every two moves at an ask asked on", _asked_on, _stand, _OF_WHO_ASKED_ON, _REFUSED, _talk_with_a_yes
    ),
    every_pair("every two moves at an ask that is over", _over, _stand, _OF_ASKER, _REFUSED),
    every_pair("every two moves at a draft", _drafts, _draft_stands, _OF_DRAFT, _REFUSED),
    Race("the date of an ask, and answers", _due, _date_and_answers, _ended_or_answered, _REFUSED),
]  # fmt: skip

PROOFS = Proofs(secrets=SECRETS, races=RACES)
