"""What a line asks for: its kind, and whom or what it names; a guess that its writer may correct."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.asks.enums import ADVICE, FAVOUR, INSIDER, INTRODUCTION, QUESTION
from comity.relationships.asks.rules.understanding import Understood, understand, without_lead

SAID = {
    "I'm looking for someone who worked at Nordwind": Understood(INSIDER, organization="Nordwind"),
    "someone who works at Siemens Energy and can tell me about nights": Understood(
        INSIDER, organization="Siemens Energy"
    ),
    "somebody at the Bank of Ireland": Understood(INSIDER, organization="Bank of Ireland"),
    "an insider at 3M": Understood(INSIDER, organization="3M"),
    "anyone from nordwind who has a minute": Understood(INSIDER, organization="nordwind"),
    "Ich suche jemanden, der bei Nordwind gearbeitet hat": Understood(INSIDER, organization="Nordwind"),
    "jemand bei der Deutschen Bahn": Understood(INSIDER, organization="Deutschen Bahn"),
    "an introduction to Carla Mendes": Understood(INTRODUCTION, person="Carla Mendes"),
    "can somebody introduce me to Carla Mendes, please": Understood(INTRODUCTION, person="Carla Mendes"),
    "I would like to meet Carla Mendes": Understood(INTRODUCTION, person="Carla Mendes"),
    "Ich möchte Carla Mendes kennenlernen": Understood(INTRODUCTION, person="Carla Mendes"),
    "einen Kontakt zu Carla Mendes": Understood(INTRODUCTION, person="Carla Mendes"),
    "an introduction to Agnieszka Piatek at Grid & Gather": Understood(
        INTRODUCTION, organization="Grid & Gather", person="Agnieszka Piatek"
    ),
    "an introduction to Agnieszka Piatek, of the Bank of Ireland": Understood(
        INTRODUCTION, organization="Bank of Ireland", person="Agnieszka Piatek"
    ),
    "somebody who can introduce me to the head of sales at Nordwind": Understood(INTRODUCTION),
    "a way to reach Liu Fang": Understood(INTRODUCTION, person="Liu Fang"),
    "to speak with Liu Fang": Understood(INTRODUCTION, person="Liu Fang"),
    "anyone knows how permits for battery storage work in Saxony?": Understood(ADVICE),
    "a favour: could somebody look over my talk": Understood(FAVOUR),
    "jemanden zum Korrektur lesen": Understood(FAVOUR),
    "advice on moving a team to a four-day week": Understood(
        ADVICE, topic="moving a team to a four-day week"
    ),
    "Erfahrung mit Wärmepumpen im Altbau": Understood(ADVICE, topic="Wärmepumpen im Altbau"),
    "which grid code applies in Portugal?": Understood(QUESTION),
    "Wie bewerbe ich mich in Norwegen?": Understood(QUESTION),
    "a room for twelve on Friday": Understood(ADVICE),
    "": Understood(ADVICE),
}


@pytest.mark.parametrize("text", SAID)
def test_a_line_is_understood(text: str) -> None:
    assert understand(text) == SAID[text]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("I'm looking for a mentor", "a mentor"),
        ("Ich suche jemanden bei Siemens", "jemanden bei Siemens"),
        ("advice on looking for work", "advice on looking for work"),
        ("I'm looking for ", "I'm looking for"),
    ],
)
def test_what_stands_before_the_line_already_is_not_said_twice(typed: str, kept: str) -> None:
    assert without_lead(typed) == kept


@given(st.text(max_size=400))
def test_whatever_is_typed_is_an_ask_of_some_kind(text: str) -> None:
    found = understand(text)
    assert found.kind in {FAVOUR, ADVICE, INTRODUCTION, INSIDER, QUESTION}
    for name in (found.organization, found.person):
        assert len(name) <= 60
        assert name in text, "nothing is made up"


def test_a_long_line_is_read_at_once() -> None:
    understand("someone who " * 80 + "worked at " * 80)
