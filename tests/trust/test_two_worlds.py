"""Two worlds that differ in one secret look the same to whoever it is hidden from, byte for byte, over all routes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest import mock

import pytest
from django.contrib.humanize.templatetags import humanize
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust.answers import answers, differing
from tests.trust.figures import LONG, Note
from tests.trust.proofs import Secret, named
from tests.trust.scene import AROUND, Around, Scene, scene

pytestmark = pytest.mark.django_db
SECRETS: list[Secret] = named("secrets")
EXAMPLES = 8 if LONG else 1
FEW, MOST = 10, 1_000  # pages asked at a time, and more than there are
EACH = pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)


@contextmanager
def standing(secret: Secret, around: Around) -> Iterator[Scene]:
    """Make the world both have in common, at a moment that does not pass; nothing of it stays."""
    now = timezone.now()
    clock = mock.Mock(now=lambda *_zone: now)  # of "a minute ago"
    stands = mock.patch.object(humanize, "datetime", clock)
    with mock.patch("django.utils.timezone.now", return_value=now), stands, transaction.atomic():
        here = scene(around, now)
        secret.ready(here)
        yield here
        transaction.set_rollback(True)


def told(
    here: Scene,
    secret: Secret,
    value: Any,
    viewers: tuple[str, ...],
    *,
    all_routes: bool = LONG,
    off: bool = False,
    part: slice = slice(None),
) -> dict[str, dict[str, bytes]]:
    """Return what these viewers are answered in the world with this value; a short run asks half of all pages."""
    by_turns = None if LONG or off else SECRETS.index(secret)
    with transaction.atomic():
        secret.plant(here, value)
        with secret.rule.off() if off else nullcontext():
            found = {
                who: answers(here, who, all_routes=all_routes, by_turns=by_turns, part=part)
                for who in viewers
            }
        transaction.set_rollback(True)
    return found


@EACH
def test_whoever_it_is_hidden_from_is_answered_the_same(secret: Secret, note: Note) -> None:
    compared = 0

    @settings(max_examples=EXAMPLES)
    @given(AROUND, st.lists(secret.values, min_size=2, max_size=2, unique_by=repr))
    def law(around: Around, values: list[Any]) -> None:
        nonlocal compared
        with standing(secret, around) as here:
            one, other = (told(here, secret, value, secret.hidden_from) for value in values)
            for who in secret.hidden_from:
                compared += len(one[who])
                assert differing(one[who], other[who]) == [], f"{who}: {values}"

    law()
    note("two worlds", secret.name, f"{compared:,} answers compared", "0 differ")


@EACH
def test_with_its_rule_off_the_difference_is_seen(secret: Secret, note: Note) -> None:
    """A short run asks a few pages at a time, until one differs."""
    found: list[str] = []
    parts = [slice(None)] if LONG else [slice(at, at + FEW) for at in range(0, MOST, FEW)]
    with standing(secret, Around(0, frozenset(), 0)) as here:
        for who in secret.hidden_from:
            for part in parts:
                one, other = (
                    told(here, secret, value, (who,), all_routes=False, off=True, part=part)
                    for value in secret.example
                )
                found = differing(one[who], other[who])
                if found or not one[who]:
                    break
            if found:
                break
    assert found, f"{secret.rule.rules} is off, and nobody notices"
    note("two worlds", f"{secret.name}, its rule off", f"{len(found)} answers differ", "seen")
