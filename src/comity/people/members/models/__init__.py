"""What this app keeps: accounts, the link that makes the first one, invitations, and profiles."""

from comity.people.members.models.account import Member, MemberManager
from comity.people.members.models.block import Block
from comity.people.members.models.confirmation import Confirmation, WorkCode
from comity.people.members.models.invitation import Acceptance, Invitation, Suppression
from comity.people.members.models.owner_link import OwnerLink
from comity.people.members.models.profile import Detail, Education, Position, Profile, Show, Word

__all__ = [
    "Acceptance",
    "Block",
    "Confirmation",
    "Detail",
    "Education",
    "Invitation",
    "Member",
    "MemberManager",
    "OwnerLink",
    "Position",
    "Profile",
    "Show",
    "Suppression",
    "Word",
    "WorkCode",
]
