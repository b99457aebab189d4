"""What somebody wrote in answer, without what they quoted and signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.mail.rules.replies import own_words

ANSWERS = {
    "plain": ("Yes, gladly.\nSee you.", "Yes, gladly.\nSee you."),
    "gmail": (
        "Yes\n\nOn Tue, Mar 3, 2026 at 10:04 AM Comity <c@x.org> wrote:\n\n> About tea\n> link\n",
        "Yes",
    ),
    "gmail folded": (
        "Yes\n\nOn Tue, Mar 3, 2026 at 10:04 AM Comity Of The Guild\n<c@x.org> wrote:\n> a",
        "Yes",
    ),
    "german": ("Ja!\n\nAm Di., 3. März 2026 um 10:04 Uhr schrieb Comity <c@x.org>:\n\n> Tee\n", "Ja!"),
    "french": ("Oui\n\nLe mar. 3 mars 2026 à 10:04, Comity <c@x.org> a écrit :\n> thé\n", "Oui"),
    "outlook": (
        "Yes\n\nFrom: Comity <c@x.org>\nSent: Tuesday, 3 March 2026 10:04\nTo: Ada\nSubject: Tea\n\nAbout tea",
        "Yes",
    ),
    "outlook german": ("Ja\n\nVon: Comity <c@x.org>\nGesendet: Dienstag\nAn: Ada\nBetreff: Tee\n\nTee", "Ja"),
    "original": ("Yes\n\n-----Original Message-----\nFrom: x\n\nold", "Yes"),
    "line": ("Yes\n________________________________\nFrom: x\nold", "Yes"),
    "signature": ("Yes\n\n-- \nAda Okafor\nHead of Tea", "Yes"),
    "phone": ("Yes\n\nSent from my iPhone", "Yes"),
    "phone german": ("Ja\n\nVon meinem iPhone gesendet", "Ja"),
    "below": ("> About tea\n> Shall we?\n\nYes, at four.\n", "Yes, at four."),
    "between": ("> At four?\nYes.\n> With cake?\nNo.", "Yes.\nNo."),
    "windows": ("Yes\r\n\r\n\r\n\r\nand no\r\n> old\r\n", "Yes\n\nand no"),
    "a sentence that only looks like it": (
        "On Monday I met her.\nFrom what I saw: fine.\nShe wrote: yes",
        "On Monday I met her.\nFrom what I saw: fine.\nShe wrote: yes",
    ),
    "nothing": ("> only\n> quoted", ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_only_own_words_stay(name: str) -> None:
    said, wanted = ANSWERS[name]
    assert own_words(said) == wanted


@given(st.text(max_size=300))
def test_nothing_is_made_up_and_no_text_breaks_it(text: str) -> None:
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    for line in own_words(text).split("\n"):
        assert line in flat


@given(st.lists(st.sampled_from(["yes", "no", "", "> old", "tea: four"]), max_size=12))
def test_taking_it_apart_twice_changes_no_more(lines: list[str]) -> None:
    once = own_words("\n".join(lines))
    assert own_words(once) == once
    assert "> old" not in once
