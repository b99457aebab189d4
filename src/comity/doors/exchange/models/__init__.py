from comity.doors.exchange.models.found import FoundInteraction, FoundPerson, ImportRow
from comity.doors.exchange.models.imports import FieldChange, Import

__all__ = ["FieldChange", "FoundInteraction", "FoundPerson", "Import", "ImportRow"]
