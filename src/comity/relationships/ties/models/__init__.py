from comity.relationships.ties.models.answers import Answers
from comity.relationships.ties.models.favour import Favour
from comity.relationships.ties.models.interaction import Interaction, InteractionPerson
from comity.relationships.ties.models.tie import Tag, Tie

__all__ = ["Answers", "Favour", "Interaction", "InteractionPerson", "Tag", "Tie"]
