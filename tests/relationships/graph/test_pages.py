"""The page where a member says what they are open to, and what an operator sees of the graph."""

from __future__ import annotations

import shutil
import threading

import pytest
from django.test import Client
from django.urls import reverse

from comity.config.doctor import _graph
from comity.config.environment import Environment
from comity.foundation.work.models import Job
from comity.people.members.models import Member
from comity.relationships.graph.actions import rebuilding
from comity.relationships.graph.models import Change, Numbering, Openness
from comity.relationships.graph.queries.openness import open_to_introductions, openness_of
from comity.relationships.graph.queries.ways import Way, ways_to
from comity.relationships.graph.snapshot import current, warming
from tests.people import signed_in
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db
PAGE = "graph:openness"


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def test_who_said_nothing_is_open_to_introductions_alone(me: Client, ada: Member) -> None:
    form = me.get(reverse(PAGE)).context["form"]
    assert form.initial == {"to_introductions": True, "to_suggestions": False, "by_address": False}
    assert not Openness.objects.exists()
    assert open_to_introductions([ada.pk, 10**9]) == {ada.pk, 10**9}


def test_a_choice_is_kept_and_counts_at_once(me: Client, ada: Member) -> None:
    seeker, lender = people("seeker", "lender")
    tied(seeker, lender)
    lent((lender, ada))
    built()
    assert me.post(reverse(PAGE), {"to_suggestions": "on"}, follow=True).status_code == 200
    mine = openness_of(ada)
    assert (mine.to_introductions, mine.to_suggestions) == (False, True)
    assert not ways_to(seeker, ada).ways
    assert open_to_introductions([ada.pk]) == set()
    me.post(reverse(PAGE), {"to_introductions": "on"})
    assert ways_to(seeker, ada).ways
    assert Openness.objects.count() == 1


def test_the_page_is_among_the_settings(me: Client) -> None:
    assert reverse(PAGE) in me.get(reverse("members:settings")).content.decode()


def test_the_doctor_says_how_the_graph_is(ada: Member, ben: Member) -> None:
    def level() -> str:
        (finding,) = _graph(Environment())
        assert finding.said
        return finding.level

    assert level() == "advise"
    lent((ada, ben))
    built()
    assert level() == "fine"
    root = current.root_of(Numbering.objects.get().lineage)
    shutil.rmtree(root / (root / "current").read_text().strip())
    assert level() == "mend"
    current._stores.clear()
    built()
    assert level() == "fine"


def test_many_changes_ask_for_a_rebuild_before_the_night(
    ada: Member, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent((ada, ben))
    built()
    rebuilding.keep()
    assert not Job.objects.filter(unique=current.REBUILD).exists()
    monkeypatch.setattr(rebuilding, "MANY", 2)
    Change.objects.bulk_create(Change(one=ada.pk, other=ben.pk) for _ in range(4))
    rebuilding.keep()
    assert not Change.objects.filter(number=None).exists()
    assert Job.objects.filter(unique=current.REBUILD).count() == 1


def test_a_web_process_answers_before_its_kernels_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    seeker, lender, target = people("seeker", "lender", "target")
    tied(seeker, lender)
    lent((lender, target))
    built()
    may_load = threading.Event()

    def slow() -> str:
        may_load.wait(30)
        return "loaded"

    mine = warming.Engine()
    monkeypatch.setattr(warming, "warm", slow)
    monkeypatch.setattr(current, "engine", mine)
    current._stores.clear()
    mine.warm_beside()
    if mine.name == "auto":
        pytest.skip("numba may not compile here")
    assert ways_to(seeker, target).ways == (Way(lender.pk),)
    assert mine.name == "plain"
    may_load.set()
    next(one for one in threading.enumerate() if one.name == "graph kernels").join(30)
    assert mine.name == "auto"
    assert ways_to(seeker, target).ways == (Way(lender.pk),)
