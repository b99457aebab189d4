from comity.relationships.touch.models.follow_up import FollowUp
from comity.relationships.touch.models.nudge import Nudge, Quiet
from comity.relationships.touch.models.rhythm import Pace, Rhythm, TagCadence

__all__ = ["FollowUp", "Nudge", "Pace", "Quiet", "Rhythm", "TagCadence"]
