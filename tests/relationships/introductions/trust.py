"""What of introductions must not be told: a no, how far one came, a line before its time; and moves that meet."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.models import Contact
from comity.people.load.actions import choose_load
from comity.people.load.models import WeeklyLoad
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member, Position
from comity.people.messaging.models import Message, Thread
from comity.people.moderation.actions.deciding import Meanwhile
from comity.people.moderation.enums import Decision
from comity.people.moderation.models import Case
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions import answering
from comity.relationships.introductions.actions import leading
from comity.relationships.introductions.enums import MADE, OFFERED, Stage, Word
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import Who
from comity.relationships.ties.models import Favour
from tests.contracts.viewers import member
from tests.people.moderation.cases import decided, reported_as
from tests.relationships.asks.people import asks
from tests.relationships.introductions.people import asked_by_name, joined
from tests.relationships.mutual.people import NOW
from tests.trust.pairs import Move, every_pair, having, somebody
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import COUNTERPART, STRANGER, WORDS_TYPED, Scene

_QUERIES = "comity.relationships.introductions.queries.introductions"
AS_IT_IS = Switch(
    (f"{_QUERIES}.seen_by_seeker", f"{_QUERIES}.seen_by_introducer"), lambda stage, **_when: stage
)
ALL_INTRODUCTIONS = Switch(
    ("comity.relationships.introductions.models.introduction.IntroductionQuerySet.visible_to",), everything
)
ALL_LOADS = Switch(("comity.people.load.models.WeeklyLoadQuerySet.visible_to",), everything)
ALL_WORDS = Switch((f"{_QUERIES}.Seen._said",), lambda seen, name, _by: getattr(seen.row, name))
NOBODY_PARTED = Switch((f"{_QUERIES}.gone_for",), lambda _viewer, _people: set())


# ---------------------------------------------------------------------------------------------------- two worlds
def _known(here: Scene, row: Introduction, *who: str) -> None:
    here.ids["introduction"] = row.public_id
    for one in who:
        here.theirs.setdefault(one, {})["introduction"] = row.public_id


def _counterpart_asks_owner(here: Scene) -> None:
    """Let the counterpart ask the owner, whom they know, to be led to somebody."""
    here.tie()
    _known(here, asked_by_name(here.counterpart, here.owner, member("Tara"), at=here.at), COUNTERPART)


def _introducer_does(here: Scene, does: str) -> None:
    by, public_id, at = here.owner, here.ids["introduction"], here.at + timedelta(hours=1)
    if does == "no":
        leading.say_no(by=by, public_id=public_id, who=Who.INTRODUCER, at=at)
    elif does:
        leading.agree(by=by, public_id=public_id, line=does, at=at)


def _stranger_is_led_to_owner(here: Scene) -> None:
    """Let the stranger ask the counterpart to be led to the owner, and the counterpart agree."""
    here.tie()
    row = asked_by_name(here.stranger, here.counterpart, here.owner, at=here.at)
    leading.agree(by=here.counterpart, public_id=row.public_id, line="She is careful.", at=here.at)
    _known(here, row, COUNTERPART, STRANGER)


def _stranger_asks_and_counterpart_knows_owner(here: Scene) -> None:
    """Let the stranger ask their network, and the counterpart in turn the owner, whom they know."""
    here.tie()
    joined(here.stranger, here.counterpart, here.at)
    Position.objects.create(owner=here.counterpart, organization="Nordwind", audience_kind="members")
    ask = asks(here.stranger, at=here.at)
    reach = ask.reaches.get(helper=here.counterpart)
    card = here.card_of(here.counterpart, here.owner)
    answering.say_knows(
        by=here.counterpart, public_id=reach.public_id, contact=card.public_id, line="Hello", at=here.at
    )
    _known(here, Introduction.objects.get(reach=reach), COUNTERPART)
    here.theirs[COUNTERPART]["reach"] = reach.public_id
    here.theirs[STRANGER]["ask"] = ask.public_id


def _target_says_no(here: Scene, says: bool) -> None:
    if says:
        at = here.at + timedelta(hours=1)
        leading.say_no(by=here.owner, public_id=here.ids["introduction"], who=Who.TARGET, at=at)


def _owner_asks(here: Scene) -> None:
    introducer = member("Irma")
    here.ids["introducer"] = introducer
    _known(here, asked_by_name(here.owner, introducer, member("Tara"), at=here.at))


def _answered(here: Scene, word: Word) -> None:
    by, public_id = here.ids["introducer"], here.ids["introduction"]
    leading.answer_with_word(by=by, public_id=public_id, word=word, at=here.at)


def _no_room(here: Scene, per_week: int) -> None:
    choose_load(by=here.owner, per_week=per_week)


def _counterpart_is_led_to_owner(here: Scene) -> None:
    introducer = member("Irma")
    made = asked_by_name(here.counterpart, introducer, here.owner, at=here.at)
    leading.agree(by=introducer, public_id=made.public_id, line="She is careful.", at=here.at)
    _known(here, made, COUNTERPART)


def _is_made(here: Scene) -> None:
    _counterpart_is_led_to_owner(here)
    leading.say_yes(by=here.owner, public_id=here.ids["introduction"], gives=[], at=here.at)
    Contact.objects.filter(
        owner=here.counterpart
    ).delete()  # what an erasure leaves in a book is proven elsewhere


def _owner_goes(here: Scene, how: str) -> None:
    if how == "blocks":
        block_member(by=here.owner, other=here.counterpart, at=here.at)
    else:
        erase_member(by=here.owner, at=here.at)


def _owner_is_led(here: Scene) -> None:
    """Let the owner be led on by the counterpart to somebody who reports why."""
    here.tie()
    target, operator = member("Tara"), member("Opal", is_operator=True)
    row = asked_by_name(here.owner, here.counterpart, target, at=here.at)
    leading.agree(by=here.counterpart, public_id=row.public_id, line="She is careful.", at=here.at)
    _known(here, row, COUNTERPART)
    here.ids["hides"] = operator, reported_as("introduction", target, row.public_id, here.at)


def _is_gone(here: Scene, how: str) -> None:
    if how == "hidden":
        operator, case = here.ids["hides"]
        decided(operator, case, Decision.HIDDEN, here.at)
    else:
        leading.withdraw(by=here.owner, public_id=here.ids["introduction"], at=here.at)


def _hidden_note(here: Scene) -> None:
    """Let the owner be introduced to the counterpart, and what they wrote be hidden after that."""
    introducer, operator = member("Irma"), member("Opal", is_operator=True)
    row = asked_by_name(here.owner, introducer, here.counterpart, at=here.at)
    leading.agree(by=introducer, public_id=row.public_id, line="She is careful.", at=here.at)
    leading.say_yes(by=here.counterpart, public_id=row.public_id, gives=[], at=here.at)
    case = reported_as("introduction", here.counterpart, row.public_id, here.at)
    decided(operator, case, Decision.HIDDEN, here.at)
    _known(here, row, COUNTERPART)


def _hidden_line(here: Scene) -> None:
    """Let the owner lead somebody on to the counterpart, with a line that is hidden."""
    operator = member("Opal", is_operator=True)
    row = asked_by_name(member("Susi"), here.owner, here.counterpart, at=here.at)
    leading.agree(by=here.owner, public_id=row.public_id, line="She is careful.", at=here.at)
    case = reported_as("introduction_line", here.counterpart, row.public_id, here.at)
    decided(operator, case, Decision.HIDDEN, here.at)
    _known(here, row, COUNTERPART)


def _says(name: str) -> Any:
    def say(here: Scene, words: str) -> None:
        row = Introduction.objects.get(public_id=here.ids["introduction"])
        setattr(row, name, words)
        row.save()

    return say


HOW = st.sampled_from(["blocks", "leaves"])
WORDS_HIDDEN = WORDS_TYPED.map("Hello {}".format)
SECRETS = [
    Secret(
        "what an introducer does, but for a word", st.sampled_from(["", "no"]) | WORDS_TYPED.map("Hello {}".format),
        _introducer_does, AS_IT_IS, ("", "Hello"), _counterpart_asks_owner,
    ),
    Secret(
        "an introduction declined by who is asked for", st.booleans(), _target_says_no, AS_IT_IS, (False, True),
        _stranger_is_led_to_owner,
    ),
    Secret(
        "an ask declined by whom its helper knows", st.booleans(), _target_says_no, AS_IT_IS, (False, True),
        _stranger_asks_and_counterpart_knows_owner,
    ),
    Secret(
        "an introduction between others", st.sampled_from(Word), _answered, ALL_INTRODUCTIONS,
        (Word.BOARD, Word.NOT_ME), _owner_asks,
    ),
    Secret("how much a week may ask", st.integers(0, 5), _no_room, ALL_LOADS, (0, 5), _counterpart_asks_owner),
    Secret(
        "blocked or erased, as who was asked for", HOW, _owner_goes, NOBODY_PARTED, ("blocks", "leaves"),
        _counterpart_is_led_to_owner, (COUNTERPART,),
    ),
    Secret(
        "hidden or withdrawn", st.sampled_from(["hidden", "withdrawn"]), _is_gone, ALL_INTRODUCTIONS,
        ("hidden", "withdrawn"), _owner_is_led,
    ),
    Secret("a hidden note", WORDS_HIDDEN, _says("note"), ALL_WORDS, ("Hello", "Buy this"), _hidden_note),
    Secret("a hidden line", WORDS_HIDDEN, _says("line"), ALL_WORDS, ("Hello", "Buy this"), _hidden_line),
    Secret(
        "blocked or erased, once introduced", HOW, _owner_goes, NOBODY_PARTED, ("blocks", "leaves"), _is_made,
        (COUNTERPART,),
    ),
]  # fmt: skip


# --------------------------------------------------------------------------------------------------------- races
LATER = NOW + timedelta(hours=1)


def _asked(many: int, *, middle: bool = False) -> list[Introduction]:
    """Return introductions that wait for who was asked, each of another seeker."""
    introducer, target = somebody(), somebody()
    between = somebody() if middle else None
    for one in filter(None, (introducer, between, target)):
        WeeklyLoad.objects.create(owner=one, per_week=20)
    return [asked_by_name(somebody(), introducer, target, middle=between, at=NOW) for _ in range(many)]


def _agree(row: Any) -> object:
    return leading.agree(by=row.introducer, public_id=row.public_id, line="Hello", at=LATER)


def _word(row: Any) -> object:
    return leading.answer_with_word(by=row.introducer, public_id=row.public_id, word=Word.BOARD, at=LATER)


def _pass_on(row: Any) -> object:
    return leading.pass_on(by=row.middle, public_id=row.public_id, line="", at=LATER)


def _yes(row: Any) -> object:
    return leading.say_yes(by=row.target, public_id=row.public_id, gives=[], at=LATER)


def _off(row: Any) -> object:
    return leading.withdraw(by=row.seeker, public_id=row.public_id, at=LATER)


def _no(who: Who) -> Any:
    return lambda row: leading.say_no(by=getattr(row, who.value), public_id=row.public_id, who=who, at=LATER)


def _again(row: Any) -> object:
    return leading.think_again(by=row.introducer, public_id=row.public_id, who=Who.INTRODUCER, at=LATER)


_passed = having(partial(_asked, middle=True), _agree)
_offered = having(_asked, _agree)
_declined = having(_asked, _no(Who.INTRODUCER))


def _reported(many: int) -> list[Introduction]:
    somebody(is_operator=True)
    rows = [row for _ in range(many) for row in _offered(1)]  # nobody reports more than a day allows
    for row in rows:
        reported_as("introduction_line", row.target, row.public_id)
    return rows


def _hide(row: Any) -> object:
    case = Case.objects.get(about=row.public_id)
    return decided(Member.objects.filter(is_operator=True)[0], case, Decision.HIDDEN)


def _stage(row: Introduction) -> str:
    return Introduction.objects.values_list("stage", flat=True).get(pk=row.pk)


def _stands_hidden(row: Introduction) -> tuple[str, bool]:
    now = Introduction.objects.get(pk=row.pk)
    return now.stage, now.line_hidden_at is not None


def _nobody_else_reads_it(rows: Any) -> None:
    for row in rows:
        said = Message.objects.filter(thread__source=f"introduction:{row.public_id}", hidden_at=None)
        assert not (_stands_hidden(row)[1] and any("Hello" in one.text for one in said))


def _all_of_it_once(rows: Any) -> None:
    """What follows a move is there once, or not at all."""
    for row in rows:
        made, offered = _stage(row) == Stage.MADE, _stage(row) == Stage.OFFERED
        assert Thread.objects.filter(source=f"introduction:{row.public_id}").count() == made
        assert Favour.objects.filter(owner=row.seeker).count() == made
        assert Notice.objects.filter(kind=MADE, about=row.public_id, recipient=row.seeker).count() == made
        assert Notice.objects.filter(kind=OFFERED, about=row.public_id).count() <= offered


_OPEN = dict.fromkeys((Stage.ASKED, Stage.PASSED, Stage.OFFERED, Stage.DECLINED), Stage.WITHDRAWN)
WITHDRAW = Move("withdraw", _off, _OPEN)
_OF_ASKED = [
    Move("agree", _agree, {Stage.ASKED: Stage.OFFERED}),
    Move("word", _word, {Stage.ASKED: Stage.WORD}),
    Move("no", _no(Who.INTRODUCER), {Stage.ASKED: Stage.DECLINED}),
    WITHDRAW,
]
_OF_PASSED = [
    Move("pass on", _pass_on, {Stage.PASSED: Stage.OFFERED}),
    Move("no", _no(Who.MIDDLE), {Stage.PASSED: Stage.DECLINED}),
    WITHDRAW,
]
_OF_OFFERED = [
    Move("yes", _yes, {Stage.OFFERED: Stage.MADE}),
    Move("no", _no(Who.TARGET), {Stage.OFFERED: Stage.DECLINED}),
    WITHDRAW,
]
_OF_REPORTED = [
    Move("yes", _yes, {(Stage.OFFERED, at): (Stage.MADE, at) for at in (False, True)}),
    Move("hide", _hide, {(stage, False): (stage, True) for stage in Stage}),
]
_OF_DECLINED = [Move("again", _again, {Stage.DECLINED: Stage.ASKED}), WITHDRAW]
_NAME, _REFUSED = "every two moves at an introduction that is ", (NotThere,)
RACES = [
    every_pair(_NAME + stage, begin, _stage, moves, _REFUSED, _all_of_it_once)
    for stage, begin, moves in (
        ("asked", _asked, _OF_ASKED),
        ("passed", _passed, _OF_PASSED),
        ("offered", _offered, _OF_OFFERED),
        ("declined", _declined, _OF_DECLINED),
    )
]
RACES.append(
    every_pair(
        "a line hidden as the introduction is made", _reported, _stands_hidden, _OF_REPORTED,
        (NotThere, Meanwhile), _nobody_else_reads_it,
    )
)  # fmt: skip

PROOFS = Proofs(
    # Uma would like to be introduced to Ada, by Gus.
    opens={"uma": frozenset({"introductions:introduction", "introductions:act"})},
    secrets=SECRETS,
    races=RACES,
)
