"""What is sound, what to mend, and what is refused at start. Each finding says what to do."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table

from comity.config.environment import Environment

Level = Literal["fine", "mend", "refuse"]
LOW_DISK_BYTES = 1_000_000_000
MARKS = {"fine": "[green]✓[/green]", "mend": "[yellow]![/yellow]", "refuse": "[red]✗[/red]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do about it."""

    name: str
    level: Level
    said: str
    mend: str = ""


def examine(environment: Environment) -> list[Finding]:
    """Look at everything; later looks are left out where an earlier one stops them from running."""
    findings = [*_before_start(environment)]
    if any(finding.level == "refuse" and finding.name in {"secret", "data keys"} for finding in findings):
        return findings
    import django

    django.setup()
    return [*findings, *_database(), *_mail(environment), *_instance()]


def refuse_unsafe_settings(environment: Environment, console: Console) -> None:
    """Stop the program where the settings alone make starting unsafe, with what to mend."""
    _refuse(_before_start(environment), console)


def refuse_unsafe_database(console: Console) -> None:
    """Stop the program where the database does not answer or would lose what members were told is saved."""
    _refuse(_database(), console)


def _refuse(findings: Iterable[Finding], console: Console) -> None:
    refused = [finding for finding in findings if finding.level == "refuse"]
    if refused:
        print_findings(refused, console)
        raise SystemExit("Comity does not start until this is mended. `comity doctor` looks again.")


def print_findings(findings: list[Finding], console: Console, *, as_json: bool = False) -> None:
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
        return
    table = Table(show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        table.add_row(MARKS[finding.level], finding.name, finding.said)
        if finding.mend:
            table.add_row("", "", f"[dim]→ {finding.mend}[/dim]")
    console.print(table)


def _before_start(environment: Environment) -> Iterator[Finding]:
    checks: list[Callable[[Environment], Iterator[Finding]]] = [_secrets, _public_host, _folder, _sign_in]
    for check in checks:
        yield from check(environment)


def _secrets(environment: Environment) -> Iterator[Finding]:
    if not environment.secret_key():
        yield Finding(
            "secret", "refuse", "There is no signing secret.", "Run `comity init`, or set COMITY_SECRET."
        )
    else:
        yield Finding("secret", "fine", "A signing secret is set.")
    try:
        keys = [Fernet(key) for key in environment.note_keys()]
    except ValueError:
        keys = []
        yield Finding(
            "data keys", "refuse", "A data key is not a key.", "Set COMITY_DATA_KEYS to Fernet keys."
        )
    else:
        if keys:
            yield Finding("data keys", "fine", "Notes are sealed with a key outside the database.")
        else:
            yield Finding(
                "data keys",
                "refuse",
                "There is no key to seal notes with.",
                "Put data.key back into the data folder; on a fresh instance run `comity init`.",
            )
    for name in ("secret.key", "data.key"):
        path = environment.data_dir / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(name, "mend", f"Others on this machine can read {name}.", f"chmod 600 {path}")


def _public_host(environment: Environment) -> Iterator[Finding]:
    if environment.debug and not environment.is_local:
        yield Finding(
            "debug",
            "refuse",
            f"Debug is on, and {environment.host} is not this machine alone: errors would show private data.",
            "Unset COMITY_DEBUG.",
        )
    if environment.demo and not environment.is_local:
        yield Finding(
            "demo",
            "refuse",
            "A demo signs anybody in and must not be on a public host.",
            "Unset COMITY_DEMO.",
        )
    if not environment.is_local and not environment.is_https:
        yield Finding(
            "address",
            "mend",
            f"{environment.base_url} is not https: passkeys and sign-in cookies need it.",
            "Put a proxy with a certificate before Comity and set COMITY_BASE_URL=https://…",
        )
    else:
        yield Finding("address", "fine", f"Members come by {environment.base_url}.")


def _folder(environment: Environment) -> Iterator[Finding]:
    folder = environment.data_dir
    if not folder.is_dir():
        yield Finding("data folder", "mend", f"{folder} is not there yet.", "Run `comity init`.")
        return
    free = shutil.disk_usage(folder).free
    if free < LOW_DISK_BYTES:
        yield Finding(
            "disk",
            "mend",
            f"Only {free // 1_000_000} MB are free.",
            "Make room: imports and backups need it.",
        )
    else:
        yield Finding("disk", "fine", f"{free // 1_000_000_000} GB are free.")


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
            "The OpenID Connect provider is only half set.",
            "Set COMITY_OIDC_ISSUER, COMITY_OIDC_CLIENT_ID and COMITY_OIDC_CLIENT_SECRET, or none of them.",
        )


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("show synchronous_commit")
                if cursor.fetchone()[0] == "off":
                    yield Finding(
                        "database",
                        "refuse",
                        "PostgreSQL runs with synchronous_commit=off: a crash would lose what members were told is saved.",
                        "alter system set synchronous_commit = on; select pg_reload_conf();",
                    )
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding("database", "refuse", f"The database does not answer: {error}", "See DATABASE_URL.")
        return
    if waiting:
        yield Finding("database", "mend", f"{len(waiting)} changes of the tables wait.", "Run `comity init`.")
    else:
        yield Finding("database", "fine", f"{connection.display_name} answers, and its tables are current.")


def _mail(environment: Environment) -> Iterator[Finding]:
    if not environment.email_url:
        yield Finding(
            "mail",
            "mend",
            "No mail leaves: letters wait on the operator's page (/ops/letters/).",
            "Set EMAIL_URL.",
        )
        return
    from django.core.mail import get_connection

    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except OSError as error:
        yield Finding("mail", "mend", f"The mail server does not answer: {error}", "See EMAIL_URL.")
    else:
        yield Finding("mail", "fine", "The mail server answers.")
    yield from _incoming(environment)


def _incoming(environment: Environment) -> Iterator[Finding]:
    url, listen = environment.imap_url.get_secret_value(), environment.lmtp_listen
    if environment.mail_domain and url:
        from comity.foundation.mail.clients.mailbox import MailboxAway, MailboxClient, Place

        try:
            with MailboxClient(Place.of(url)):
                yield Finding("mailbox", "fine", "The mailbox that mail is fetched from answers.")
        except (MailboxAway, ValueError) as error:
            yield Finding("mailbox", "mend", f"Mail cannot be fetched: {error}.", "See COMITY_IMAP_URL.")
    if environment.mail_domain and listen:
        yield Finding("lmtp", "fine", f"A worker takes in mail at {listen}.")
    if environment.mail_domain and (url or listen):
        said = f"Bounces, answers and mails to log come to {environment.mail_domain}."
        yield Finding("incoming mail", "fine", said)
    elif environment.mail_domain:
        yield Finding(
            "incoming mail",
            "mend",
            f"Mail to {environment.mail_domain} does not come in.",
            "Set COMITY_LMTP_LISTEN or COMITY_IMAP_URL (docs/operating.md, Mail).",
        )
    else:
        yield Finding(
            "incoming mail",
            "mend",
            "Mail that comes back is not noticed, and nobody can answer a notice by mail.",
            "Set COMITY_MAIL_DOMAIN and let its mail come in (docs/operating.md, Mail).",
        )


def _instance() -> Iterator[Finding]:
    from django.db import DatabaseError

    from comity.people.members.queries import has_owner

    try:
        owned = has_owner()
    except DatabaseError:
        return
    if not owned:
        yield Finding(
            "owner", "mend", "Nobody owns this instance yet.", "`comity init` prints the owner's link."
        )
