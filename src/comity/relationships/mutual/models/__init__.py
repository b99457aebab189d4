from comity.relationships.mutual.models.favour import FavourAsk
from comity.relationships.mutual.models.request import TieRequest
from comity.relationships.mutual.models.tie import MutualTie

__all__ = ["FavourAsk", "MutualTie", "TieRequest"]
