"""What of members must not be told: who is on one's lists; and the last seat."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from hypothesis import strategies as st

from comity.foundation.core.audience import NAMED, Audience
from comity.foundation.core.models import NamedPeople
from comity.people.members.actions.invitations import InvitationNotValid, invite_by_link, take_place
from comity.people.members.actions.profile import describe
from comity.people.members.enums import ProfilePart
from comity.people.members.models import Acceptance, Invitation, Member
from tests.contracts.viewers import member
from tests.relationships.mutual.people import NOW
from tests.trust.proofs import Proofs, Race, Secret, Switch, Word, everything
from tests.trust.scene import STRANGER, Scene

