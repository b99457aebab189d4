"""What two cards say for and against being one person, in bits.

Each field adds the logarithm of how much likelier its state is between two cards of one person than between
cards of two (Fellegi and Sunter 1969). Agreement weighs what the value is worth in this book (rarity.py); the
weights of slips and of disagreement are fixed, from how often people's data is wrong or out of date: about one
value in fifteen is mistyped, one birthday in thirty is wrong, a family name changes for one in ten, an address,
a number or an employer changes so often that disagreement says little.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum, auto

from .addresses import Address, near, pair_lines
from .keys import Day, Phone, is_role
from .names import Agreement, Likeness, Name, compare_part, is_slip
from .rarity import Rarity
from .traits import Traits


class Reason(StrEnum):
    """Why two cards are, or are not, held for one person; doors translate these."""

    UID = "uid"
    PROFILE = "profile"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    SIMILAR_NAME = "similar-name"
    SHORT_NAME = "short-name"
    INITIALS = "initials"
    SWAPPED_NAME = "swapped-name"
    BIRTHDAY = "birthday"
    SIMILAR_BIRTHDAY = "similar-birthday"
    ADDRESS = "address"
    PLACE = "place"
    ORGANIZATION = "organization"
    PHONE_ENDING = "phone-ending"
    ROLE_EMAIL = "role-email"
    LINK = "link"
    TITLE = "title"
    NAME_DIFFERS = "name-differs"
    GENERATION_DIFFERS = "generation-differs"
    BIRTHDAY_DIFFERS = "birthday-differs"
    PROFILE_DIFFERS = "profile-differs"
    EMAIL_DIFFERS = "email-differs"
    ORGANIZATION_DIFFERS = "organization-differs"
    PHONE_DIFFERS = "phone-differs"
    SEVERAL = "several"


class Near(IntEnum):
    """How near two addresses are."""

    UNKNOWN = 0
    ELSEWHERE = 1
    PLACE = 2
    STREET = 3
    DOOR = 4


class Birth(Enum):
    UNKNOWN = auto()
    DIFFERS = auto()
    SIMILAR = auto()
    SAME = auto()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weight of all fields together, and what judgement needs to know of each."""

    bits: float
    reasons: frozenset[Reason]
    name: Likeness
    near: Near
    birth: Birth


GIVEN_DIFFERS, FAMILY_DIFFERS, FAINT = -4.0, -3.5, -1.0
INITIAL, VARIANT, SLIP, SWAPPED = 2.0, -2.0, -3.5, -3.0
EMAIL, ROLE_EMAIL, EMAIL_DIFFERS = 20.0, 3.0, -1.5
PHONE, PHONE_ENDING, PHONE_DIFFERS = 15.0, 6.0, -0.5
PROFILE, PROFILE_DIFFERS, UID = 24.0, -5.0, 24.0
ORGANIZATION_SIMILAR, ORGANIZATION_DIFFERS = -3.0, -2.0
DAY_ALONE, BIRTHDAY_SIMILAR, BIRTHDAY_DIFFERS = 8.0, 4.0, -5.0
GENERATION_DIFFERS = -6.0
LINE_SIMILAR, LINE_UNPAIRED, NUMBER, NUMBER_DIFFERS = -1.5, -0.5, 5.0, -1.5
CODE_SIMILAR, CODE_DIFFERS, ELSEWHERE = 3.0, -1.0, -1.0
# Town, region and postal code say one thing three times; so do a street and its town.
MOST_FOR_NEAR = {Near.PLACE: 7.0, Near.STREET: 18.0, Near.DOOR: 24.0}
_SHORTEST_UID = 8
_SHORTEST_EMPLOYER = 4
_LINES_THAT_MAKE_A_STREET = 2


def is_worth_weighing(a: Traits, b: Traits, likeness: Likeness) -> bool:
    """Tell cheaply whether two cards can be one person at all: what differs in name must share a key or a birthday."""
    if likeness.given is not Agreement.DIFFERS:
        return True
    if a.birthday and b.birthday and compare_birthdays(a.birthday, b.birthday) is not Birth.DIFFERS:
        return True
    if a.uid and a.uid == b.uid:
        return True
    return not (
        a.emails.isdisjoint(b.emails) and a.links.isdisjoint(b.links) and a.phones.isdisjoint(b.phones)
    )


def weigh(a: Traits, b: Traits, rarity: Rarity, likeness: Likeness) -> Evidence:
    """Weigh two cards of which the names are as alike as ``likeness`` says; alike from either side."""
    reasons = set[Reason]()
    bits = _name_bits(a.name, b.name, likeness, rarity, reasons)
    bits += _email_bits(a, b, rarity, reasons)
    bits += _link_bits(a, b, rarity, reasons)
    bits += _phone_bits(a.phones, b.phones, rarity, reasons)
    bits += _work_bits(a, b, rarity, reasons)
    birth = compare_birthdays(a.birthday, b.birthday)
    bits += _birthday_bits(a.birthday, b.birthday, birth, rarity, reasons)
    distance, more = _best_address(a.addresses, b.addresses, rarity)
    bits += more
    if distance >= Near.PLACE:
        reasons.add(Reason.PLACE if distance is Near.PLACE else Reason.ADDRESS)
    if a.uid and a.uid == b.uid and len(a.uid) >= _SHORTEST_UID:
        reasons.add(Reason.UID)
        bits += UID
    return Evidence(bits, frozenset(reasons), likeness, distance, birth)


def _name_bits(a: Name, b: Name, likeness: Likeness, rarity: Rarity, reasons: set[Reason]) -> float:
    bits = 0.0
    if a.generation and b.generation and a.generation != b.generation:
        reasons.add(Reason.GENERATION_DIFFERS)
        bits += GENERATION_DIFFERS
    if likeness.swapped:
        reasons.add(Reason.SWAPPED_NAME)
        for x, y in ((a.given, b.family), (a.family, b.given)):
            worth = min(rarity.bits(kind, x.text, y.text) for kind in ("given", "family"))
            bits += _part_bits(compare_part(x, y, pet_names=False), worth, FAMILY_DIFFERS)
        return bits + SWAPPED if a.parted and b.parted else bits
    reasons.update(_name_reasons(likeness))
    if likeness.given is not Agreement.ABSENT:
        worth = rarity.bits("given", a.given.text, b.given.text)
        bits += _part_bits(likeness.given, worth, GIVEN_DIFFERS)
    if likeness.family is not Agreement.ABSENT:
        worth = rarity.bits("family", a.family.text, b.family.text)
        bits += _part_bits(likeness.family, worth, FAMILY_DIFFERS)
    return bits


def _part_bits(agreement: Agreement, worth: float, differs: float) -> float:
    match agreement:
        case Agreement.EXACT:
            return worth
        case Agreement.VARIANT:
            return max(INITIAL, worth + VARIANT)
        case Agreement.SLIP:
            return max(INITIAL, worth + SLIP)
        case Agreement.INITIAL:
            return INITIAL
        case Agreement.FAINT:
            return FAINT
        case Agreement.DIFFERS:
            return differs
        case Agreement.ABSENT:
            return 0.0


def _name_reasons(likeness: Likeness) -> set[Reason]:
    both = {likeness.given, likeness.family} - {Agreement.ABSENT}
    if not both:
        return set()
    match min(both):
        case Agreement.DIFFERS:
            return {Reason.NAME_DIFFERS}
        case Agreement.INITIAL:
            return {Reason.INITIALS}
        case Agreement.FAINT | Agreement.SLIP:
            return {Reason.SIMILAR_NAME}
        case Agreement.VARIANT:
            return {Reason.SHORT_NAME}
        case _:
            return {Reason.NAME}


def _email_bits(a: Traits, b: Traits, rarity: Rarity, reasons: set[Reason]) -> float:
    if not a.emails or not b.emails:
        return 0.0
    shared = a.emails & b.emails
    own = [email for email in shared if not is_role(email)]
    if own:
        reasons.add(Reason.EMAIL)
        return max(rarity.own("email", email, EMAIL) for email in own)
    if shared:
        reasons.add(Reason.ROLE_EMAIL)
        return ROLE_EMAIL
    if all(is_role(email) for email in a.emails) or all(is_role(email) for email in b.emails):
        return 0.0
    reasons.add(Reason.EMAIL_DIFFERS)
    return EMAIL_DIFFERS


def _link_bits(a: Traits, b: Traits, rarity: Rarity, reasons: set[Reason]) -> float:
    if not a.links or not b.links:
        return 0.0
    shared = a.links & b.links
    if any(link.personal for link in shared):
        reasons.add(Reason.PROFILE)
        return PROFILE
    if {link.site for link in a.links if link.personal} & {link.site for link in b.links if link.personal}:
        reasons.add(Reason.PROFILE_DIFFERS)
        return PROFILE_DIFFERS
    if shared:
        reasons.add(Reason.LINK)
        return max(rarity.bits("link", link.key) for link in shared)
    return 0.0


def _phone_bits(a: frozenset[Phone], b: frozenset[Phone], rarity: Rarity, reasons: set[Reason]) -> float:
    if not a or not b:
        return 0.0
    shared = [phone for phone in a & b if phone.key]
    if shared:
        reasons.add(Reason.PHONE)
        return max(rarity.own("phone", phone.key, PHONE) for phone in shared)
    endings = {phone.suffix for phone in a} & {phone.suffix for phone in b}
    if endings:
        reasons.add(Reason.PHONE_ENDING)
        return PHONE_ENDING
    reasons.add(Reason.PHONE_DIFFERS)
    return PHONE_DIFFERS


def _work_bits(a: Traits, b: Traits, rarity: Rarity, reasons: set[Reason]) -> float:
    if not a.organization or not b.organization:
        return 0.0
    worth = rarity.bits("organization", a.organization, b.organization)
    if a.organization != b.organization:
        short, long = sorted((a.organization, b.organization), key=len)
        extended = len(short) >= _SHORTEST_EMPLOYER and long.startswith(short)
        if not _same_digits(short, long) or not (extended or is_slip(short, long)):
            reasons.add(Reason.ORGANIZATION_DIFFERS)
            return ORGANIZATION_DIFFERS
        worth = max(0.0, worth + ORGANIZATION_SIMILAR)
    reasons.add(Reason.ORGANIZATION)
    if a.title and a.title == b.title:
        reasons.add(Reason.TITLE)
        worth += rarity.bits("title", a.title)
    return worth


def _same_digits(a: str, b: str) -> bool:
    """Tell whether two employers bear the same number: school 12 is not school 13."""
    return [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]


def compare_birthdays(a: Day | None, b: Day | None) -> Birth:
    """Tell whether two birthdays are the same, a slip apart (one digit, two digits or day and month exchanged) or
    different."""
    if not a or not b:
        return Birth.UNKNOWN
    if a == b or (a[1:] == b[1:] and not (a.year and b.year)):
        return Birth.SAME
    if not (a.year and b.year):
        return Birth.DIFFERS
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return Birth.SIMILAR
    return Birth.SIMILAR if near(_digits(a), _digits(b)) else Birth.DIFFERS


def _digits(day: Day) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _birthday_bits(a: Day | None, b: Day | None, birth: Birth, rarity: Rarity, reasons: set[Reason]) -> float:
    match birth:
        case Birth.SAME:
            reasons.add(Reason.BIRTHDAY)
            return rarity.bits("birthday", a, b) if a and b and a.year and b.year else DAY_ALONE
        case Birth.SIMILAR:
            reasons.add(Reason.SIMILAR_BIRTHDAY)
            return BIRTHDAY_SIMILAR
        case Birth.DIFFERS:
            reasons.add(Reason.BIRTHDAY_DIFFERS)
            return BIRTHDAY_DIFFERS
        case Birth.UNKNOWN:
            return 0.0


def _best_address(a: tuple[Address, ...], b: tuple[Address, ...], rarity: Rarity) -> tuple[Near, float]:
    found = [_address_bits(x, y, rarity) for x in a for y in b]
    return max(found, default=(Near.UNKNOWN, 0.0))


def _address_bits(a: Address, b: Address, rarity: Rarity) -> tuple[Near, float]:
    pairs = pair_lines(a, b)
    same_code = a.codes & b.codes
    if not pairs and not same_code:
        return Near.ELSEWHERE, ELSEWHERE
    bits = sum(
        max(0.0, rarity.bits("line", pair.a.letters, pair.b.letters) + (0.0 if pair.exact else LINE_SIMILAR))
        for pair in pairs
    )
    bits += LINE_UNPAIRED * (min(len(a.lines), len(b.lines)) - len(pairs))
    codes_differ = bool(a.codes and b.codes) and not any(near(x, y) for x in a.codes for y in b.codes)
    if same_code:
        bits += max(rarity.bits("code", code) for code in same_code)
    elif a.codes and b.codes:
        bits += CODE_DIFFERS if codes_differ else CODE_SIMILAR
    same_number = bool(a.number) and a.number == b.number
    if same_number:
        bits += NUMBER
    elif a.number and b.number:
        bits += NUMBER_DIFFERS
    if len(pairs) == 1 and min(len(a.lines), len(b.lines)) > 1 and codes_differ:
        return Near.ELSEWHERE, ELSEWHERE  # 1 Main Street is in every town
    street = any(pair.street for pair in pairs)
    if street and same_number:
        distance = Near.DOOR
    elif street or (same_number and len(pairs) >= _LINES_THAT_MAKE_A_STREET):
        distance = Near.STREET
    else:
        distance = Near.PLACE
    return distance, min(bits, MOST_FOR_NEAR[distance])
