from comity.relationships.ties.models.answers import Answers
from comity.relationships.ties.models.interaction import Interaction, InteractionPerson
from comity.relationships.ties.models.tie import Tag, Tie

__all__ = ["Answers", "Interaction", "InteractionPerson", "Tag", "Tie"]
