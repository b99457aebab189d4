from comity.people.members.queries.registration import has_owner

__all__ = ["has_owner"]
