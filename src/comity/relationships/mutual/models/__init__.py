from comity.relationships.mutual.models.favour import FavourAsk
from comity.relationships.mutual.models.meeting import Meeting, MeetingHabit, Showing
from comity.relationships.mutual.models.request import TieRequest
from comity.relationships.mutual.models.tie import MutualTie

__all__ = ["FavourAsk", "Meeting", "MeetingHabit", "MutualTie", "Showing", "TieRequest"]
