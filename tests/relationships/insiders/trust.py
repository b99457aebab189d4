"""Whose twenty minutes are theirs as well as Ada's."""

from __future__ import annotations

from tests.trust.proofs import Proofs

_TOLD = frozenset({"insiders.Booking.topics", "insiders.Booking.what", "insiders.Booking.word"})
PROOFS = Proofs(
    # Noa asked Ada for twenty minutes, Lee has agreed on them, Ada asked Max.
    told={"noa": _TOLD, "lee": _TOLD | {"insiders.Booking.place"}, "max": _TOLD | {"insiders.Booking.place"}},
    opens={
        "noa": frozenset({"insiders:booking", "insiders:booking_act"}),
        "lee": frozenset({"insiders:booking_calendar"}),
    },
)
