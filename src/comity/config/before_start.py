"""What the settings and the data folder say before anything of Django is loaded."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator

from cryptography.fernet import Fernet

from comity.config.environment import Environment
from comity.foundation.core.findings import Finding
from comity.foundation.core.findings import gettext_noop as _

LOW_DISK_BYTES = 1_000_000_000


def look_before_start(environment: Environment) -> Iterator[Finding]:
    """Yield what can be said of secrets, addresses, the folder and the provider."""
    checks: list[Callable[[Environment], Iterator[Finding]]] = [_secrets, _public_host, _folder, _sign_in]
    for check in checks:
        yield from check(environment)


def _secrets(environment: Environment) -> Iterator[Finding]:
    if not environment.secret_key():
        yield Finding(
            "secret",
            "refuse",
            _("There is no signing secret."),
            _("Run `comity init`, or set COMITY_SECRET."),
        )
    else:
        yield Finding("secret", "fine", _("A signing secret is set."))
    try:
        keys = [Fernet(key) for key in environment.note_keys()]
    except ValueError:
        keys = []
        yield Finding(
            "data keys", "refuse", _("A data key is not a key."), _("Set COMITY_DATA_KEYS to Fernet keys.")
        )
    else:
        if keys:
            yield Finding("data keys", "fine", _("Notes are sealed with a key outside the database."))
        else:
            yield Finding(
                "data keys",
                "refuse",
                _("There is no key to seal notes with."),
                _("Put data.key back into the data folder; on a fresh instance run `comity init`."),
            )
    for name in ("secret.key", "data.key"):
        path = environment.data_dir / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                name,
                "mend",
                _("Others on this machine can read {name}."),
                _("Run `chmod 600 {path}`."),
                {"name": name, "path": path},
            )


def _public_host(environment: Environment) -> Iterator[Finding]:
    others = environment.reached_by_others
    if environment.debug and others:
        yield Finding(
            "debug",
            "refuse",
            _("Debug is on, and {others} is not this machine alone: errors would show private data."),
            _("Unset COMITY_DEBUG, or listen on 127.0.0.1."),
            {"others": others},
        )
    if environment.demo and others:
        yield Finding(
            "demo",
            "refuse",
            _("A demo signs anybody in, and {others} is not this machine alone."),
            _("Unset COMITY_DEMO, or listen on 127.0.0.1."),
            {"others": others},
        )
    if not environment.is_local and not environment.is_https:
        yield Finding(
            "address",
            "mend",
            _("{address} is not https: passkeys and sign-in cookies need it."),
            _("Put a proxy with a certificate before Comity and set COMITY_BASE_URL=https://…"),
            {"address": environment.base_url},
        )
    elif environment.is_local and "base_url" not in environment.model_fields_set:
        yield Finding(
            "address",
            "fine",
            _(
                "This machine alone reaches it, at the port `comity serve` is given. For others set COMITY_BASE_URL."
            ),
        )
    else:
        address = {"address": environment.base_url}
        yield Finding("address", "fine", _("Members come by {address}."), about=address)


def _folder(environment: Environment) -> Iterator[Finding]:
    folder = environment.data_dir
    if not folder.is_dir():
        missing = _("{folder} is not there yet.")
        yield Finding("data folder", "mend", missing, _("Run `comity init`."), {"folder": folder})
        return
    free = shutil.disk_usage(folder).free
    if free < LOW_DISK_BYTES:
        yield Finding(
            "disk",
            "mend",
            _("Only {size} MB are free."),
            _("Make room: imports and backups need it."),
            {"size": free // 1_000_000},
        )
    else:
        yield Finding("disk", "fine", _("{size} GB are free."), about={"size": free // 1_000_000_000})


def _sign_in(environment: Environment) -> Iterator[Finding]:
    given = [
        bool(environment.oidc_issuer),
        bool(environment.oidc_client_id),
        bool(environment.oidc_client_secret.get_secret_value()),
    ]
    if any(given) and not all(given):
        yield Finding(
            "sign-in provider",
            "refuse",
            _("The OpenID Connect provider is only half set."),
            _(
                "Set COMITY_OIDC_ISSUER, COMITY_OIDC_CLIENT_ID and COMITY_OIDC_CLIENT_SECRET, or none of them."
            ),
        )
