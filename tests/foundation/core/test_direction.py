"""A name of another direction of writing stands isolated in a sentence; any other stays as it is."""

from __future__ import annotations

import pytest
from django.template import engines
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.core.direction import FSI, PDI, isolated, may_turn
from comity.foundation.core.templatetags.comity import isolated as in_page

HEBREW, ARABIC, MIXED = "דנה כהן", "ليلى حداد", "Dana (דנה)"
OVERRIDE = "Ben \u202eneB"


def drawn(template: str, **context: object) -> str:
    return str(engines["django"].from_string("{% load i18n %}" + template).render(context))


@pytest.mark.parametrize(
    "name", ["Ada Okafor", "Ben Sørensen", "李小龍", "Zoë 2", "Nikos Παπάς", "Doe, Jane (Dr.)", ""]
)
def test_what_runs_as_the_language_does_stays_as_it_is(name: str) -> None:
    assert isolated(name) == in_page(name) == name


@pytest.mark.parametrize("name", [HEBREW, ARABIC, MIXED])
def test_what_runs_the_other_way_is_isolated(name: str) -> None:
    assert isolated(name) == f"{FSI}{name}{PDI}"
    assert in_page(name) == f"<bdi>{name}</bdi>"


def test_in_a_language_from_right_to_left_every_name_is() -> None:
    with override("ar"):
        assert isolated("Ada Okafor") == f"{FSI}Ada Okafor{PDI}"
        assert in_page("Ada Okafor") == "<bdi>Ada Okafor</bdi>"
        assert isolated("") == in_page("") == ""


def test_no_control_ends_the_isolation_it_stands_in() -> None:
    assert isolated(OVERRIDE) == f"{FSI}Ben neB{PDI}"
    assert in_page(f"{PDI}{OVERRIDE}{PDI}") == "<bdi>Ben neB</bdi>"


@given(st.text())
def test_whatever_is_typed_ends_where_it_began(typed: str) -> None:
    words = isolated(typed)
    assert (words == typed) is not may_turn(typed) or typed == ""
    assert not may_turn(words) or (words[0], words[-1]) == (FSI, PDI)
    assert all(
        control not in words[1:-1] for control in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def test_in_a_sentence_of_a_page_it_is_escaped_once() -> None:
    sentence = "{% blocktranslate with name=name|isolated %}{{ name }} asks & waits{% endblocktranslate %}"
    assert drawn(sentence, name="<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt; asks & waits"
    assert drawn(sentence, name=f"<{HEBREW}>") == f"<bdi>&lt;{HEBREW}&gt;</bdi> asks & waits"


def test_several_are_isolated_one_by_one() -> None:
    sentence = (
        '{% blocktranslate with names=names|isolated|join:", " %}Read by {{ names }}{% endblocktranslate %}'
    )
    assert drawn(sentence, names=[HEBREW, "<Ada>"]) == f"Read by <bdi>{HEBREW}</bdi>, &lt;Ada&gt;"
