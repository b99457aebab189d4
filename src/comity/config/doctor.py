"""What is sound, what to mend, and what is refused at start. Each finding says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from comity.config.before_start import look_before_start
from comity.config.environment import Environment
from comity.config.findings import Finding, refuse


def examine(environment: Environment) -> list[Finding]:
    """Look at everything; later looks are left out where an earlier one stops them from running."""
    findings = [*look_before_start(environment)]
    if any(finding.level == "refuse" and finding.name in {"secret", "data keys"} for finding in findings):
        return findings
    if not environment.has_database:
        return [*findings, Finding("database", "mend", "There is no database yet.", "Run `comity init`.")]
    import django

    django.setup()
    return [*findings, *_database(environment), *_tables(), *_mail(environment), *_instance()]


def refuse_unsafe_settings(environment: Environment, console: Console) -> None:
    """Stop the program where the settings alone make starting unsafe, with what to mend."""
    refuse(look_before_start(environment), console)


def refuse_unsafe_database(environment: Environment, console: Console) -> None:
    """Stop the program where the database does not answer, would lose what was saved, or is a demo's in public."""
    refuse(_database(environment), console)


def require_instance(environment: Environment, console: Console) -> None:
    """Load Django on an instance that `comity init` made; without one stop with 2 and the way out, and leave no file."""
    if not environment.has_database:
        console.print(
            f"There is no Comity in {environment.data_dir} yet. Make one with `comity init`, "
            "or set COMITY_DATA_DIR to the folder of yours.",
            style="red",
            soft_wrap=True,
        )
        raise SystemExit(2)
    refuse_unsafe_settings(environment, console)
    import django

    django.setup()
    refuse_unsafe_database(environment, console)
    if waiting := [finding for finding in _tables() if finding.level == "mend"]:
        console.print(f"{waiting[0].said} {waiting[0].mend}", style="red", soft_wrap=True)
        raise SystemExit(2)


def _database(environment: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError, connection

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
        yield from _demo_database(environment)
    except DatabaseError as error:
        yield Finding("database", "refuse", f"The database does not answer: {error}", "See DATABASE_URL.")


def _demo_database(environment: Environment) -> Iterator[Finding]:
    from django.db import connection

    from comity.doors.pages.rules import DEMO_MARK
    from comity.foundation.core.models import InstanceMark

    others = environment.reached_by_others
    if not others or InstanceMark._meta.db_table not in connection.introspection.table_names():
        return
    if InstanceMark.objects.filter(key=DEMO_MARK).exists():
        yield Finding(
            "demo",
            "refuse",
            f"This database was made by `comity demo`, and {others} is not this machine alone.",
            "Set COMITY_DATA_DIR to a folder of its own for a real instance, or listen on 127.0.0.1.",
        )


def _tables() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return  # said already
    if waiting:
        yield Finding("tables", "mend", f"{len(waiting)} changes of the tables wait.", "Run `comity init`.")
    else:
        yield Finding("database", "fine", f"{connection.display_name} answers, and its tables are current.")


def _mail(environment: Environment) -> Iterator[Finding]:
    if not environment.email_url:
        yield Finding(
            "mail",
            "advise",
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
            "owner", "advise", "Nobody owns this instance yet.", "`comity init` prints the owner's link."
        )
