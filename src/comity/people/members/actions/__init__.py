from comity.people.members.actions.owner import issue_owner_link

__all__ = ["issue_owner_link"]
