from comity.relationships.ties.models.interaction import Interaction, InteractionPerson
from comity.relationships.ties.models.tie import Tag, Tie

__all__ = ["Interaction", "InteractionPerson", "Tag", "Tie"]
