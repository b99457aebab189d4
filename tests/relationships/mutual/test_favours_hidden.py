"""Words of a favour, and of its answer, that were reported and hidden: their writer's alone until they are taken back."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.actions.deciding import decide_again
from comity.people.moderation.actions.reporting import report
from comity.people.moderation.enums import Again, Decision, Reason
from comity.people.moderation.models import Case
from comity.relationships.mutual.actions.asking import ask_favour, say_no, say_yes
from comity.relationships.mutual.actions.favours import move_shared_favour
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.mutual.queries.archive import agreements_for_archive
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour, Interaction
from tests.people import signed_in
from tests.people.moderation.cases import DAY, decided
from tests.people.notifications.letters import mails_leave, text_of
from tests.relationships.mutual.people import card_of, tied
from tests.smtp import Postbox

pytestmark = pytest.mark.django_db
AT = timezone.now()
WHAT, WORD = "Carry my quillfeather", "Never, you thistledown"


def asked(by: Member, other: Member) -> FavourAsk:
    tied(by, other)
    return ask_favour(by=by, other=other, what=WHAT, at=AT)


def reported(by: Member, ask: FavourAsk, kind: str = "favour") -> Case:
    made, _ = report(by=by, kind=kind, about=ask.public_id, reason=Reason.INSULT, words="Rude", at=AT)
    return made.case


def taken_back(case: Case, olga: Member) -> None:
    appeal(case, words="It was a joke", at=AT)
    decide_again(by=olga, public_id=case.public_id, again=Again.TAKEN_BACK, sentence="So.", at=AT + DAY)


def pages_of(member: Member, other: Member, ask: FavourAsk) -> dict[str, str]:
    """Return what a member meets of a favour: the page of it, lists, the other's page in their book, the archive."""
    me = signed_in(member)
    urls = {
        "its own": reverse("mutual:favour", args=[ask.public_id]),
        "requests": "/ties/requests/",
        "Today": "/",
        "notices": "/notices/",
        "the book": reverse("pages:person", args=[card_of(member, other).public_id]),
    }
    found = {name: me.get(url).content.decode() for name, url in urls.items()}
    return found | {"the archive": json.dumps(list(agreements_for_archive(member)))}


def where(words: str, pages: dict[str, str]) -> set[str]:
    return {name for name, text in pages.items() if words in text}


def test_its_words_are_its_askers_alone_until_they_are_taken_back(
    ada: Member, ben: Member, olga: Member
) -> None:
    ask = asked(ada, ben)
    everywhere = {"its own", "requests", "Today", "notices", "the archive"}
    his = pages_of(ben, ada, ask)
    assert where(WHAT, his) == everywhere
    assert reverse("moderation:report", args=["favour", ask.public_id]) in his["its own"]
    case = reported(ben, ask)
    assert case.responsible == ada
    decided(olga, case, Decision.HIDDEN, at=AT)
    his = pages_of(ben, ada, ask)
    assert not where(WHAT, his)
    assert "Hidden by whoever runs this instance" in his["its own"]
    with pytest.raises(NotThere):
        reported(ben, ask)
    own = pages_of(ada, ben, ask)
    assert where(WHAT, own) == {"the book", "the archive"}
    assert "hidden by a decision" in own["the book"]
    taken_back(Case.objects.get(), olga)
    assert where(WHAT, pages_of(ben, ada, ask)) == everywhere


@pytest.mark.parametrize("is_hidden_first", [True, False])
def test_who_is_asked_remembers_it_without_its_words(
    ada: Member, ben: Member, olga: Member, is_hidden_first: bool
) -> None:
    ask = asked(ada, ben)
    case = reported(ben, ask)
    if is_hidden_first:
        decided(olga, case, Decision.HIDDEN, at=AT)
    say_yes(by=ben, public_id=ask.public_id, at=AT)
    mine = Favour.objects.get(owner=ben)
    move_shared_favour(by=ben, public_id=mine.public_id, to=FavourState.DONE, at=AT)
    if not is_hidden_first:
        assert "the book" in where(WHAT, pages_of(ben, ada, ask))
        decided(olga, case, Decision.HIDDEN, at=AT)
    his = pages_of(ben, ada, ask)
    assert not where(WHAT, his)
    assert "Hidden by whoever runs this instance" in his["the book"]
    assert Interaction.objects.get(owner=ben).note == ""
    assert Favour.objects.get(owner=ada).what == WHAT
    taken_back(Case.objects.get(), olga)
    assert Favour.objects.get(owner=ben).what == Interaction.objects.get(owner=ben).note == WHAT


def test_a_note_of_ones_own_about_it_stays(ada: Member, ben: Member, olga: Member) -> None:
    ask = asked(ada, ben)
    say_yes(by=ben, public_id=ask.public_id, at=AT)
    mine = Favour.objects.get(owner=ben)
    move_shared_favour(by=ben, public_id=mine.public_id, to=FavourState.DONE, at=AT)
    Interaction.objects.filter(owner=ben).update(note="Took all day")
    decided(olga, reported(ben, ask), Decision.HIDDEN, at=AT)
    taken_back(Case.objects.get(), olga)
    assert Interaction.objects.get(owner=ben).note == "Took all day"


def test_the_word_with_an_answer_is_its_writers_alone(ada: Member, ben: Member, olga: Member) -> None:
    ask = asked(ada, ben)
    say_no(by=ben, public_id=ask.public_id, word=WORD, at=AT)
    hers = pages_of(ada, ben, ask)
    assert where(WORD, hers) == {"notices", "the book", "the archive"}
    assert reverse("moderation:report", args=["favour_answer", ask.public_id]) in hers["the book"]
    case = reported(ada, ask, "favour_answer")
    assert case.responsible == ben
    decided(olga, case, Decision.HIDDEN, at=AT)
    assert not where(WORD, pages_of(ada, ben, ask))
    his = pages_of(ben, ada, ask)
    assert where(WORD, his) == {"the archive"}
    assert "hidden by a decision" not in his["the book"], "what stands there is hers, and is not hidden"
    taken_back(Case.objects.get(), olga)
    assert where(WORD, pages_of(ada, ben, ask)) == {"notices", "the book", "the archive"}


def test_the_mail_says_who_asks_and_nothing_hidden_before_it_leaves(
    ada: Member, ben: Member, olga: Member, postbox: Postbox
) -> None:
    ask = asked(ada, ben)
    decided(olga, reported(ben, ask), Decision.HIDDEN, at=AT)
    mails_leave(AT)
    [letter] = [letter for letter in postbox.to(ben.email) if "asks a favour" in text_of(letter)]
    assert "quillfeather" not in text_of(letter)


def test_ones_own_words_and_those_between_others_cannot_be_reported(
    ada: Member, ben: Member, cleo: Member
) -> None:
    ask = asked(ada, ben)
    for by, kind in ((ada, "favour"), (cleo, "favour"), (ada, "favour_answer"), (ben, "favour_answer")):
        with pytest.raises(NotThere):
            reported(by, ask, kind)
