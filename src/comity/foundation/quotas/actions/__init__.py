"""Counting what a member meets, and forgetting it."""

from comity.foundation.quotas.actions.spending import QuotaSpent, note_reached, spend, spend_what_fits

__all__ = ["QuotaSpent", "note_reached", "spend", "spend_what_fits"]
