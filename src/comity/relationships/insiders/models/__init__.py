from comity.relationships.insiders.models.booking import Booking, Words
from comity.relationships.insiders.models.offer import Offer, OfferTime

__all__ = ["Booking", "Offer", "OfferTime", "Words"]
