"""A member at the door: the typed request, who may enter, and how allauth meets our rules."""

from comity.people.members.http.requests import MemberRequest, member_required

__all__ = ["MemberRequest", "member_required"]
