"""From evidence to a verdict: what may be merged unasked, what a person must decide, what is somebody new."""

from __future__ import annotations

from enum import IntEnum

from .evidence import Birth, Evidence, Near, Reason
from .names import Agreement

# A book holds thousands of people, at most one of whom is the person on the card: 13 bits against.
BITS_AGAINST = 13.0
# One wrong in more than a hundred where all evidence is independent; it never quite is, hence the rules below.
BITS_FOR_SAME = 7.0


class Certainty(IntEnum):
    """How sure we are that two cards are one person."""

    NEW = 0
    DOUBT = 1
    SAME = 2


def judge(evidence: Evidence) -> Certainty:
    """Return the verdict: what the bits say, held back where they are known to mislead."""
    bits = evidence.bits - BITS_AGAINST
    by_bits = Certainty.SAME if bits >= BITS_FOR_SAME else Certainty.DOUBT if bits >= 0 else Certainty.NEW
    reasons = evidence.reasons
    apart = _names_apart(evidence)
    if reasons & {Reason.PROFILE, Reason.UID}:
        return Certainty.DOUBT if apart or Reason.GENERATION_DIFFERS in reasons else Certainty.SAME
    if Reason.EMAIL in reasons:
        return _by_email(evidence, by_bits)
    if Reason.GENERATION_DIFFERS in reasons:
        return Certainty.NEW
    if apart:
        # Nothing of the name is left: another person at the same door, unless even the day of birth agrees.
        twice = evidence.birth is Birth.SAME and evidence.near is Near.DOOR
        return min(by_bits, Certainty.DOUBT) if twice else Certainty.NEW
    return max(_by_conflicts(evidence, by_bits), _by_name_alone(evidence))


def _names_apart(evidence: Evidence) -> bool:
    both = {evidence.name.given, evidence.name.family}
    return Agreement.DIFFERS in both and max(both) <= Agreement.ABSENT


def _by_email(evidence: Evidence, by_bits: Certainty) -> Certainty:
    """Judge two cards with one mailbox: couples share one, and so do a father and a son of one name."""
    given_differs = evidence.name.given is Agreement.DIFFERS
    contrary = evidence.birth is Birth.DIFFERS or Reason.GENERATION_DIFFERS in evidence.reasons
    if given_differs or contrary:
        return Certainty.DOUBT
    return max(by_bits, Certainty.DOUBT)


def _by_conflicts(evidence: Evidence, by_bits: Certainty) -> Certainty:
    reasons, name = evidence.reasons, evidence.name
    born_together = evidence.birth is Birth.SAME
    at_one_street = evidence.near >= Near.STREET
    phone = Reason.PHONE in reasons
    marked_apart = reasons & {Reason.PROFILE_DIFFERS, Reason.EMAIL_DIFFERS, Reason.PHONE_DIFFERS}
    if evidence.birth is Birth.DIFFERS:
        # A wrong date at the right door; elsewhere two people of one name.
        whole = min(name.given, name.family) >= Agreement.SLIP and at_one_street
        return by_bits if whole and not marked_apart else Certainty.NEW
    if Reason.PROFILE_DIFFERS in reasons and not phone:
        # Most often two accounts are two people; one person's new account shows by the whole name and more.
        whole = min(name.given, name.family) >= Agreement.VARIANT and not name.swapped
        known = whole and (born_together or at_one_street or Reason.ORGANIZATION in reasons)
        return min(by_bits, Certainty.DOUBT) if known else Certainty.NEW
    moved = {Reason.EMAIL_DIFFERS, Reason.ORGANIZATION_DIFFERS} <= reasons
    if moved and not (born_together or at_one_street or phone):
        return Certainty.NEW
    moved_away = {Reason.EMAIL_DIFFERS, Reason.PHONE_DIFFERS} <= reasons
    if name.family is Agreement.DIFFERS and moved_away and not (born_together or at_one_street):
        return Certainty.NEW  # colleagues of one given name, not a marriage
    if name.given is Agreement.DIFFERS:
        # Spouses, brothers and sisters share a name and a door; twins the birthday too, but not the mailbox.
        if evidence.birth is Birth.UNKNOWN:
            return Certainty.NEW
        sure = born_together and at_one_street and not marked_apart
        return by_bits if sure else min(by_bits, Certainty.DOUBT)
    if min(name.given, name.family) <= Agreement.FAINT:
        # Half a name, or Paul and Paula: a family shares the door, hardly ever the day of birth as well.
        at_one_door = evidence.near is Near.DOOR
        # A half that is missing contradicts nobody; should two at that door fit, neither is taken.
        half = {name.given, name.family} == {Agreement.EXACT, Agreement.ABSENT} and at_one_door
        born_close = born_together or (evidence.birth is Birth.SIMILAR and at_one_door)
        sure = phone or ((half or (born_close and at_one_street)) and not marked_apart)
        return by_bits if sure else min(by_bits, Certainty.DOUBT)
    return by_bits if reasons & _INDEPENDENT else min(by_bits, Certainty.DOUBT)


_INDEPENDENT = {
    Reason.BIRTHDAY,
    Reason.SIMILAR_BIRTHDAY,
    Reason.ORGANIZATION,
    Reason.PHONE,
    Reason.PHONE_ENDING,
    Reason.LINK,
    Reason.ADDRESS,
    Reason.PLACE,
}


def _by_name_alone(evidence: Evidence) -> Certainty:
    """Ask about two cards of one full name, unless something speaks against it; a name alone never decides."""
    contrary = {Reason.BIRTHDAY_DIFFERS, Reason.PROFILE_DIFFERS}
    moved = {Reason.EMAIL_DIFFERS, Reason.ORGANIZATION_DIFFERS}
    if evidence.reasons & contrary or moved <= evidence.reasons:
        return Certainty.NEW
    whole = min(evidence.name.given, evidence.name.family) >= Agreement.VARIANT
    return Certainty.DOUBT if whole else Certainty.NEW
