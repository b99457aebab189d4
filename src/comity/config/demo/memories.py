"""What the personas of the demo remember of people, and what they did with them."""

from __future__ import annotations

from typing import Final

from comity.relationships.ties.enums import FavourState, Helped, Kind

# How one met, a note for oneself, a tag.
MEMORIES: Final = (
    (
        "The Lisbon meeting, at the coffee machine",
        "Has a daughter who rows. Promised slides on storage.",
        "Lisbon 2025",
    ),
    ("Sat beside me in the permits workshop", "Knows everybody at the regional office.", "permits"),
    ("On a panel about tariffs", "Would love to speak at the autumn meeting, hates slides.", "speakers"),
    ("We shared an office for a year", "Moved to the coast; misses the canteen.", "old colleagues"),
    ("On the train back from Halle", "Restores a house from 1911. Ask how the roof went.", "old houses"),
    ("Answered my question on tariffs", "I owe a coffee and an answer.", "I owe"),
    ("Board election, the other side", "Fair opponent. Reads every annex.", "board"),
    ("The choir", "Second alto. Works on time series, of all things.", "choir"),
)
CADENCES: Final = {"board": 30, "old colleagues": 91}  # tag: days

# Of each kind: how often, and what one may have noted.
HAPPENED: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    Kind.MET: (
        45,
        (
            "Coffee. Talked about the pension switch.",
            "Lunch after the session on winter outages.",
            "A walk by the river, mostly about hiring.",
            "Dinner with the old team.",
            "Saw the new control room together.",
            "Breakfast before the hearing.",
            "Coffee. New flat, new dog, same questions on tariffs.",
            "Sat together at the tender opening.",
        ),
    ),
    Kind.CALL: (
        25,
        (
            "A quick one about the heat pump supplier.",
            "Back from leave, full of plans.",
            "Asked how the move went.",
            "About who could chair the panel.",
            "Thinks of changing jobs in spring.",
            "",
        ),
    ),
    Kind.VIDEO: (
        20,
        (
            "Looked at the tender together.",
            "Went through the storage numbers.",
            "Half an hour on first-time managing.",
            "Rehearsed the talk for Aarhus.",
            "",
        ),
    ),
    Kind.EVENT: (10, ("Both at the autumn meeting.", "The open day in Leipzig.", "The tariff hearing.")),
}
TOGETHER: Final = (
    "Lunch, the four of us. Nobody talked shop for an hour.",
    "The reading group on demand response.",
    "Dinner after the autumn meeting.",
    "Planned the workshop on old houses.",
    "Tasted three caterers for the anniversary.",
)
NOTES: Final = (
    "Wants to hear of any opening in storage. Not public yet.",
    "Worried about the merger. Be kind.",
    "Send the standard we talked about, the 2024 one.",
    "Took no sugar. Remembered my talk better than I do.",
)
PLACES: Final = ("Café am Markt", "the canteen", "Halle, on the train", "Lisbon", "the town hall", "", "", "")

FAVOURS: Final = (
    (Helped.ME, FavourState.THANKED, "Read my permit before it went out"),
    (Helped.ME, FavourState.DONE, "Told me what the fund really looks for"),
    (Helped.THEM, FavourState.OFFERED, "Find the old storage study and send it"),
    (Helped.THEM, FavourState.DONE, "Rehearsed a board interview"),
    (Helped.ME, FavourState.ASKED, "Five minutes on how they chose their metering"),
    (Helped.THEM, FavourState.THANKED, "Looked over a first contract"),
    (Helped.ME, FavourState.THANKED, "Put in a word at the city of Halle"),
    (Helped.THEM, FavourState.DONE, "Lent the projector, and a voice"),
)
FAVOURS_EACH: Final = 5
FOLLOW_UP_DAYS: Final = (-1, 0, 2, 6, 20)  # from today
FOLLOW_UPS: Final = (
    "Ask how the hearing went",
    "Send the slides on storage",
    "Propose a date for lunch",
    "Introduce to the new procurement officer",
    "Congratulate: half a year in the new job",
    "Give the book on tariffs back",
    "Ask whether the offer still stands",
    "Say thanks for the hint about the fund",
)
