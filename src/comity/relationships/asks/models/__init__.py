from comity.relationships.asks.models.ask import Ask
from comity.relationships.asks.models.reach import Reach

__all__ = ["Ask", "Reach"]
