"""What the personas of the demo remember of people, and what they did with them."""

from __future__ import annotations

from typing import Final

from comity.relationships.ties.enums import Kind

KNOWN_WELL: Final = 45
# How one met, a note for oneself, a tag.
MEMORIES: Final = (
    (
        "The Lisbon meeting, at the coffee machine",
        "Has a daughter who rows. Promised slides on storage.",
        "Lisbon 2025",
    ),
    ("Sat beside me in the permits workshop", "Knows everybody at the regional office.", "permits"),
    ("Introduced by Ben", "Would love to speak at the autumn meeting, hates slides.", "speakers"),
    ("We shared an office for a year", "Moved to the coast; misses the canteen.", "old colleagues"),
    ("On the train back from Halle", "Restores a house from 1911. Ask how the roof went.", "old houses"),
    ("Answered my question on tariffs", "I owe a coffee and an answer.", "I owe"),
    ("Board election, the other side", "Fair opponent. Reads every annex.", "board"),
    ("The choir", "Second alto. Works on time series, of all things.", "choir"),
)
HAPPENED: Final = (
    (Kind.MET, "Coffee. Talked about the pension switch."),
    (Kind.MET, "Lunch after the session on winter outages."),
    (Kind.VIDEO, "Looked at the tender together."),
    (Kind.CALL, "A quick one about the heat pump supplier."),
    (Kind.CALL, "Back from leave, full of plans."),
    (Kind.EVENT, "Both at the autumn meeting."),
    (Kind.FAVOUR, "Read my permit before it went out."),
    (Kind.MESSAGE, "Sent the article on retrofits."),
)
