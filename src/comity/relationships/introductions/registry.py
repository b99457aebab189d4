from typing import Final

WAYS: Final = "introductions.ways"  # the quota: different members to whom a way was looked for
