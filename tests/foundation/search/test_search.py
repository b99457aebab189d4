"""People are found by half a name, in any script, with a slip; one scope never moves another's answers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.foundation.search.actions import Document, drop, drop_scope, put
from comity.foundation.search.models import Scope, Shelf, Thing
from comity.foundation.search.queries import search
from comity.people.members.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NAMES = {
    1: "Zoë Quillfeather",
    2: "Anna Müller",
    3: "Miriam O’Neill-Okafor",
    4: "李明",
    5: "محمد يوسف",
    6: "Γιώργος Παπαδόπουλος",
    7: "Дмитрий Щербаков",
    8: "Jean-Luc Ørsted",
    9: "Łukasz Wójcik",
    10: "김민수",
    11: "Abigail Thorne",
    12: "Maximilian Featherstonehaugh",
}


@pytest.fixture(autouse=True)
def book() -> None:
    put("book:1", "contact", [Document(pk, [(name, 10)]) for pk, name in NAMES.items()])


def found(query: str, scope: str = "book:1") -> list[int]:
    return [hit.object_id for hit in search(scope, "contact", query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quill", 1),
        ("QUILLFEATHER", 1),
        ("zoe quil", 1),
        ("quilfeth", 1),  # half a name, one letter missing twice over
        ("quilfether", 1),
        ("uillfeather", 1),
        ("qiullfeather", 1),
        ("muller", 2),
        ("Müller", 2),
        ("Mueller", 2),
        ("müll ann", 2),
        ("amna", 2),
        ("ana", 2),
        ("ana mulelr", 2),
        ("nana muller", 2),
        ("oneill", 3),
        ("O'Neill", 3),
        ("okafor", 3),
        ("李明", 4),
        ("李", 4),
        ("li ming", 4),
        ("liming", 4),
        ("محمد", 5),
        ("Mohammed", 5),
        ("yusuf", 5),
        ("Youssef", 5),
        ("Γιώργος", 6),
        ("giorgos papad", 6),
        ("Щерб", 7),
        ("dmitry", 7),
        ("shcherbakov", 7),
        ("orsted", 8),
        ("oersted", 8),
        ("jeanluc", 8),
        ("lukasz wojcik", 9),
        ("김민", 10),
        ("abigial", 11),
        ("thorn", 11),
        ("fetherstonhaugh", 12),
        ("maximilan fether", 12),
    ],
)
def test_a_person_is_found_by(query: str, expected: int) -> None:
    assert found(query)[:1] == [expected]


@pytest.mark.parametrize("query", ["", "  ", "'%_", "quill anna", "xyzzy", "zo quilt7eatherx", "~", "\x00"])
def test_nobody_is_found_by(query: str) -> None:
    assert found(query) == []


def test_signs_of_the_database_are_only_signs() -> None:
    put("book:1", "contact", [Document(20, [("100% Wool_Works", 5)])])
    assert found("100%") == [20]
    assert found("%") == []


def test_the_whole_word_comes_before_its_beginning_and_a_slip_comes_last() -> None:
    put(
        "book:1",
        "contact",
        [Document(n, [(t, 10)]) for n, t in [(30, "Carlin"), (31, "Carla"), (32, "Carl"), (33, "Karl")]],
    )
    assert found("carl") == [32, 30, 31, 33]


def test_a_name_counts_for_more_than_an_employer() -> None:
    put("book:1", "contact", [Document(40, [("Berg Verlag", 3)]), Document(41, [("Tomas Berg", 10)])])
    assert found("berg") == [41, 40]


def test_equal_answers_come_in_the_order_that_was_asked_for() -> None:
    members = [Member.objects.create_user(f"{name}@example.org", "x", name="Kim") for name in "ab"]
    put("all", "member", [Document(member.pk, [("Kim", 10)]) for member in members])
    backwards = Member.objects.order_by("-pk")
    assert [h.object_id for h in search("all", "member", "kim", within=backwards)] == [
        m.pk for m in members[::-1]
    ]
    only = Member.objects.filter(pk=members[1].pk)
    assert [h.object_id for h in search("all", "member", "kim", 1, within=only)] == [members[1].pk]


def test_one_scope_never_answers_from_another() -> None:
    before = search("book:1", "contact", "thorne")
    put("book:2", "contact", [Document(n, [("Abigail Thorne", 99)]) for n in range(100, 150)])
    assert search("book:1", "contact", "thorne") == before
    assert found("abigail", "book:3") == []


def test_kinds_of_one_scope_are_apart() -> None:
    put("book:1", "note", [Document(1, [("thorne", 10)])])
    assert found("thorne") == [11]


def test_putting_again_replaces_what_was_known() -> None:
    put("book:1", "contact", [Document(1, [("Zoë Maierhofer", 10)])])
    assert found("quillfeather") == []
    assert found("maierhofer") == [1]


def test_words_nobody_has_any_more_are_forgotten() -> None:
    drop("book:1", "contact", [1, 999])
    assert found("quillfeather") == []
    assert not Shelf.objects.filter(start="qu").exists()
    assert not Shelf.objects.filter(lines__contains="quillfeather").exists()
    assert not Thing.objects.filter(object_id=1).exists()


def test_a_scope_goes_whole() -> None:
    put("book:2", "contact", [Document(50, [("Somebody", 10)])])
    drop_scope("book:1")
    drop_scope("book:1")
    assert not Scope.objects.filter(name="book:1").exists()
    assert {Shelf.objects.count(), Thing.objects.count()} == {1}
    drop("book:1", "contact", [1])


def test_an_address_is_found_by_its_parts_and_whole() -> None:
    put("book:1", "contact", [Document(60, [("jane.roe+x@mail.example.org", 4), ("+49 30 1234567", 4)])])
    assert found("jane.roe+x@mail.example.org") == [60]
    assert found("jane.roe@mai") == [60]
    assert found("roe example") == [60]
    assert found("+49 30 123") == [60]
    assert found("org") == []


def test_a_search_costs_so_many_queries() -> None:
    with CaptureQueriesContext(connection) as one:
        search("book:1", "contact", "anna")
    with CaptureQueriesContext(connection) as two:
        search("book:1", "contact", "anna muller")
    assert (len(one), len(two)) == (2, 2)


def test_long_and_many_words_are_bounded() -> None:
    put("book:1", "contact", [Document(70, [("a" * 5000, 1), (" ".join(f"w{n}" for n in range(3000)), 1)])])
    assert found("a" * 5000) == [70]
    assert found(" ".join(["w1"] * 500)) == [70]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("12345678", True),
        ("06 12345678", True),
        ("+31612345678", True),
        ("5678", True),
        ("678", False),
        ("1234567", False),
        ("12345679", False),
    ],
)
def test_a_number_is_found_by_its_end(query: str, is_found: bool) -> None:
    put("book:1", "contact", [Document(40, [("Zoë Quill", 10), ("+31 6 12345678", 5)])])
    assert found(query) == ([40] if is_found else [])
    assert found(f"quill {query.replace(' ', '')}") == ([40] if is_found else [])
