"""vCard 2.1, 3.0 and 4.0: `read` a file, `write` 3.0 or 4.0."""

from comity.formats.vcard.reader import read
from comity.formats.vcard.writer import write

__all__ = ["read", "write"]
