from comity.people.members.actions.entrance.owner import issue_owner_link

__all__ = ["issue_owner_link"]
