"""Every setting an operator has, read from the environment. docs/operating.md lists them; a test holds it to this."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Registration = Literal["open", "invitation", "approval"]
DATABASES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")
MAIL_SERVERS = ("smtp", "smtps", "smtp+tls", "smtp+ssl")


class Environment(BaseSettings):
    """What an operator may set; everything has a default that is safe for one person on a laptop."""

    model_config = SettingsConfigDict(env_prefix="COMITY_", env_ignore_empty=True, extra="ignore")

    data_dir: Path = Field(
        Path("data"), description="Folder for the database file, keys, uploads and ledgers."
    )
    database_url: str = Field(
        "",
        validation_alias="DATABASE_URL",
        description="postgres://… ; empty: a SQLite file in the data folder.",
    )
    email_url: str = Field(
        "",
        validation_alias="EMAIL_URL",
        description="smtp://user:password@host:587 (smtp+tls://, smtp+ssl://); empty: letters wait on the operator's page.",
    )
    email_from: str = Field("Comity <comity@localhost>", description="The sender of every mail.")
    mail_domain: str = Field(
        "",
        pattern=r"^[A-Za-z0-9.-]*$",
        description="Domain whose mail comes in here, say mail.example.org; empty: bounces and replies are not noticed.",
    )
    lmtp_listen: str = Field(
        "",
        description="Where mail is taken in by LMTP: 127.0.0.1:8024, or the path of a socket; empty: nowhere.",
    )
    imap_url: SecretStr = Field(
        SecretStr(""),
        description="A mailbox to fetch mail from: imaps://user:password@host/INBOX (imap+tls://, imap://).",
    )
    allowed_internal_hosts: str = Field(
        "",
        description="Hosts of your own network from which calendars may be read, commas between.",
    )
    base_url: str = Field(
        "http://localhost:8000", description="The address members use, without a slash at the end."
    )
    name: str = Field("Comity", description="What this instance calls itself.")
    secret: SecretStr = Field(
        SecretStr(""), description="Signs sessions; `comity init` writes one into the data folder."
    )
    old_secrets: str = Field(
        "",
        description="Secrets of before, commas between: sessions and links in mails signed with them go on working.",
    )
    data_keys: str = Field(
        "",
        description="Keys for notes at rest, newest first, commas between; default: data.key in the data folder.",
    )
    debug: bool = Field(False, description="For developers on localhost only; refused on a public host.")
    registration: Registration = Field(
        "invitation", description="Who may make an account: open, invitation, approval."
    )
    storage_dir: Path | None = Field(
        None, description="Folder for photos and files; default: files in the data folder."
    )
    oidc_name: str = Field("", description="Name of your OpenID Connect provider on the sign-in page.")
    oidc_issuer: str = Field(
        "", description="Its issuer address (where /.well-known/openid-configuration answers)."
    )
    oidc_client_id: str = Field("", description="Client id registered there.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Client secret registered there.")
    trusted_proxies: int = Field(0, ge=0, description="How many proxies of yours stand before Comity.")
    time_zone: str = Field("UTC", description="Clock of members who chose none, say Europe/Berlin.")
    default_region: str = Field(
        "DE", min_length=2, max_length=2, description="Country of phone numbers without a code."
    )
    max_upload_mb: int = Field(500, gt=0, description="Largest file a member may upload for an import.")
    tie_requests_a_day: int = Field(
        10, gt=0, description="How many people a member may ask for a mutual tie in a day."
    )
    message_requests_a_day: int = Field(
        5, gt=0, description="How many people who do not know them a member may write to in a day."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much the log says."
    )
    demo: bool = Field(
        False, description="Set by `comity demo` alone; opens one-click sign-in on a demo database."
    )

    listens_on: str = Field(
        "", description="Set by `comity serve` alone: the address it listens on; empty: not known."
    )

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        return _url(value, "database", DATABASES) if value else value

    @field_validator("email_url")
    @classmethod
    def _is_mail_server(cls, value: str) -> str:
        return _url(value, "mail server", MAIL_SERVERS) if value else value

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return _url(value, "site", ("http", "https"))

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("There is no such time zone") from None
        return value

    @property
    def files_dir(self) -> Path:
        return self.storage_dir or self.data_dir / "files"

    @property
    def host(self) -> str:
        return self.base_url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0].strip("[]")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_local(self) -> bool:
        return self.host in {"localhost", "127.0.0.1", "::1"}

    @property
    def reached_by_others(self) -> str:
        """Return the address by which other machines reach this one; empty if it is known of none."""
        if not self.is_local:
            return self.host
        return self.listens_on if self.listens_on and not is_loopback(self.listens_on) else ""

    @property
    def has_database(self) -> bool:
        """Tell whether there is a database to open: a server's, or a file that was made before."""
        return bool(self.database_url) or (self.data_dir / "comity.sqlite3").is_file()

    @property
    def internal_hosts(self) -> frozenset[str]:
        """Return the hosts inside one's own network that may be asked, as they are compared."""
        named = (host.strip().lower().rstrip(".") for host in self.allowed_internal_hosts.split(","))
        return frozenset(filter(None, named))

    def secret_key(self) -> str:
        """Return the signing secret from the environment or the data folder; empty if there is none."""
        return self.secret.get_secret_value() or _read(self.data_dir / "secret.key")

    def note_keys(self) -> list[str]:
        """Return the keys notes are sealed with, newest first; empty if there are none."""
        return [
            key.strip()
            for key in (self.data_keys or _read(self.data_dir / "data.key")).split(",")
            if key.strip()
        ]


def _url(value: str, what: str, schemes: Collection[str]) -> str:
    """Return an address whose scheme is one of these and whose host and port can be read."""
    try:
        parts = urlsplit(value)
        is_whole = bool(parts.hostname or parts.path.strip("/")) and (parts.port or 0) >= 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in schemes:
        allowed = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ValueError(f"This is no address of a {what}; it begins with one of {allowed}")
    return value


def is_loopback(address: str) -> bool:
    """Tell whether only this machine reaches what listens on an address; a name other than localhost may be any."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def _read(path: Path) -> str:
    return path.read_text().strip() if path.is_file() else ""


def write_secret(path: Path, text: str = "") -> None:
    """Write a secret only its owner can read; keep the one that is there."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text or secrets.token_urlsafe(50))
