"""What a browser hands over when a passkey is made."""

from __future__ import annotations

import hashlib
from typing import Any

from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

ID = b"a passkey of Ada"
COORDINATE = bytes(32)


def credential() -> dict[str, Any]:
    """Return a passkey's registration in the shape allauth keeps; nobody holds its private half."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: COORDINATE, -3: COORDINATE})
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    made = AuthenticatorData.create(
        hashlib.sha256(b"localhost").digest(), flags, 0, AttestedCredentialData.create(Aaguid.NONE, ID, key)
    )
    client = CollectedClientData.create("webauthn.create", b"0" * 16, "http://localhost")
    response = AuthenticatorAttestationResponse(
        client_data=client, attestation_object=AttestationObject.create("none", made, {})
    )
    return dict(RegistrationResponse(raw_id=ID, response=response))
