from comity.people.contacts.models.card import Contact, ContactValue, Origin
from comity.people.contacts.models.likeness import Apart, Likeness, Merge
from comity.people.contacts.models.view import SavedView

__all__ = ["Apart", "Contact", "ContactValue", "Likeness", "Merge", "Origin", "SavedView"]
