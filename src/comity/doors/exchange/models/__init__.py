from comity.doors.exchange.models.export import ErasureReceipt, ExportRun
from comity.doors.exchange.models.found import FoundInteraction, FoundPerson, ImportRow
from comity.doors.exchange.models.imports import CardAddition, FieldChange, Import

__all__ = [
    "CardAddition",
    "ErasureReceipt",
    "ExportRun",
    "FieldChange",
    "FoundInteraction",
    "FoundPerson",
    "Import",
    "ImportRow",
]
