from comity.people.messaging.models.message import Message
from comity.people.messaging.models.receipts import ReceiptsWish
from comity.people.messaging.models.thread import Seat, Thread

__all__ = ["Message", "ReceiptsWish", "Seat", "Thread"]
