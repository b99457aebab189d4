"""The others of Ada's life read of her what they were told, and nothing else: on every page, in mails, files and the log."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core import mail

from comity.doors.exchange.actions.account import export_account
from comity.foundation.work.jobs import run_waiting
from tests.contracts.canary import LABELS, tokens_in
from tests.contracts.pages import World
from tests.contracts.test_canary import told_by_link
from tests.contracts.viewers import MEMBER, browser
from tests.contracts.walk import walk
from tests.trust.answers import OF_ONESELF
from tests.trust.figures import LONG, Note
from tests.trust.proofs import Word, named, together
from tests.trust.world import others

pytestmark = pytest.mark.django_db
WORDS: list[Word] = named("words")


def test_others_meet_what_they_were_told_alone(
    here: World, note: Note, caplog: pytest.LogCaptureFixture
) -> None:
    told, pages = together("told"), 0
    for name, who in others(here).items():
        caplog.clear()
        for url, found in walk(here, browser(who), follows=LONG, without=() if LONG else OF_ONESELF):
            pages += 1
            assert found - told.get(name, set()) - told_by_link(here, url) == set(), f"{name} at {url}"
        assert tokens_in(caplog.text) == set(), f"in the log, as {name} looked"
    assert told.keys() <= others(here).keys()
    note("canary", f"{len(others(here))} others, {len(LABELS)} words", f"{pages:,} pages", "0 seen outside")


def test_their_own_files_hold_what_they_were_told_alone(here: World, note: Note, tmp_path: Path) -> None:
    told = together("told")
    for name, who in others(here).items():
        export_account(who, tmp_path / f"{name}.zip")
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            text = "".join(archive.read(file).decode(errors="replace") for file in archive.namelist())
        assert tokens_in(text) - told.get(name, set()) == set(), name
    note("canary", "archives of others", f"{len(others(here))} files", "0 seen outside")


def test_their_mails_say_what_they_were_told_alone(
    here: World, note: Note, caplog: pytest.LogCaptureFixture
) -> None:
    told, by_address = together("told"), {who.email: name for name, who in others(here).items()}
    mail.outbox.clear()
    caplog.clear()
    run_waiting()
    letters = [letter for letter in mail.outbox if set(letter.to) & by_address.keys()]
    for letter in letters:
        may = told.get(by_address[letter.to[0]], set())
        assert tokens_in(f"{letter.subject} {letter.message()}") - may == set(), letter.to
    assert tokens_in(caplog.text) == set()
    note("canary", "mails to others", f"{len(letters)} mails", "0 seen outside")


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.label)
def test_with_its_rule_off_a_stranger_meets_the_word(word: Word, here: World, note: Note) -> None:
    with word.rule.off():
        walked = walk(here, here.browsers[MEMBER], follows=False)
        url = next((url for url, found in walked if word.label in found), None)
    assert url, f"{word.rule.rules} is off, and nobody notices"
    note("canary", f"{word.label}, its rule off", url.split("/")[1], "seen")
