from comity.people.notifications.models.links import OfferedAct, ReplyAddress
from comity.people.notifications.models.notice import Notice
from comity.people.notifications.models.preferences import KindChoice, Preferences

__all__ = ["KindChoice", "Notice", "OfferedAct", "Preferences", "ReplyAddress"]
