"""What a mail is made of."""

from __future__ import annotations

from email.message import Message


def messages_in(part: Message) -> list[Message]:
    """Return the messages that lie in a part; of one that holds words nothing, as asking for those so may fail."""
    inner = part.get_payload() if part.is_multipart() else []
    return [one for one in inner if isinstance(one, Message)]
