"""Who of Ada's life reads what she wrote, and whose threads are theirs as well."""

from __future__ import annotations

from tests.trust.proofs import Proofs

PROOFS = Proofs(
    # Lea and Ada write to each other; Mo sits with both in a thread of three; Kim asked whether she may write.
    told={
        "lea": frozenset({"messaging.Message.text"}),
    },
    opens={
        "kim": frozenset({"messaging:answer"}),
        "lea": frozenset({"messaging:thread", "messaging:seat"}),
        "mo": frozenset({"messaging:seat"}),
    },
)
