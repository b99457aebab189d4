from comity.relationships.insiders.models.booking import Booking
from comity.relationships.insiders.models.offer import Offer, OfferTime

__all__ = ["Booking", "Offer", "OfferTime"]
