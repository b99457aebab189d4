"""What is sound, what to mend, and what is refused at start. Each finding says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from rich.console import Console

from comity.config.before_start import look_before_start
from comity.config.environment import Environment
from comity.config.findings import refuse
from comity.foundation.core.findings import Check, Finding, checks
from comity.foundation.core.findings import gettext_noop as _

Look = Callable[[Environment], Iterable[Finding]]


def examine(environment: Environment) -> list[Finding]:
    """Look at everything; later looks are left out where an earlier one stops them from running."""
    findings = [*look_before_start(environment)]
    if any(finding.level == "refuse" and finding.name in {"secret", "data keys"} for finding in findings):
        return findings
    if not environment.has_database:
        missing = Finding("database", "mend", _("There is no database yet."), _("Run `comity init`."))
        return [*findings, missing]
    import django

    django.setup()
    looks = (look(environment) for look in (*_LOOKS, _mail_servers))
    return [*findings, *chain.from_iterable(looks)]


def register_checks() -> None:
    """Let the operator's page tell what `examine` finds."""
    for look in (look_before_start, *_LOOKS):
        checks.register(look.__name__, Check(_with_settings(look)))
    checks.register(_mail_servers.__name__, Check(_with_settings(_mail_servers), asks_others=True))


def _with_settings(look: Look) -> Callable[[], Iterable[Finding]]:
    return lambda: look(Environment())


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
    if waiting := [finding for finding in _tables(Environment()) if finding.level == "mend"]:
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
                        _(
                            "PostgreSQL runs with synchronous_commit=off: a crash would lose what members were told is saved."
                        ),
                        _("Run `alter system set synchronous_commit = on; select pg_reload_conf();`."),
                    )
        yield from _demo_database(environment)
    except DatabaseError as error:
        said = _("The database does not answer: {error}")
        yield Finding("database", "refuse", said, _("See DATABASE_URL."), {"error": error})


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
            _("This database was made by `comity demo`, and {others} is not this machine alone."),
            _("Set COMITY_DATA_DIR to a folder of its own for a real instance, or listen on 127.0.0.1."),
            {"others": others},
        )


def _tables(environment: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return  # said already
    if waiting:
        said, count = _("{count} changes of the tables wait."), {"count": len(waiting)}
        yield Finding("tables", "mend", said, _("Run `comity init`."), count)
    else:
        said, name = (
            _("{database} answers, and its tables are current."),
            {"database": connection.display_name},
        )
        yield Finding("database", "fine", said, about=name)


def _index(environment: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError

    from comity.foundation.search.queries import old_scopes

    try:
        count = len(old_scopes())
    except DatabaseError:
        return  # said already: its table waits
    if count:
        said = _(
            "{count} books were made ready for searching by an earlier version: not all in them is found."
        )
        yield Finding(
            "search", "mend", said, _("Run `comity reindex`; the site serves meanwhile."), {"count": count}
        )


def _graph(environment: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError

    from comity.relationships.graph.queries.state import state_of_snapshot

    try:
        state = state_of_snapshot()
    except DatabaseError:
        return  # said already: its tables wait
    if state.problem:
        said = _("Who can introduce whom is not known here: {problem}")
        out = _("A worker builds it by itself; `comity regraph` does it now.")
        yield Finding("graph", "mend", said, out, {"problem": state.problem})
    elif not state.is_built:
        said = _("Who can introduce whom was not counted yet.")
        yield Finding(
            "graph", "advise", said, _("A worker does that by itself; `comity regraph` does it now.")
        )
    else:
        said = _("{ties} lent ties of {people} members can be asked.")
        yield Finding("graph", "fine", said, about={"ties": state.ties, "people": state.people})


def _mail(environment: Environment) -> Iterator[Finding]:
    if not environment.email_url:
        yield Finding(
            "mail",
            "advise",
            _("No mail leaves: letters wait on the operator's page (/ops/letters/)."),
            _("Set EMAIL_URL."),
        )
        return
    domain, listen = environment.mail_domain, environment.lmtp_listen
    if domain and listen:
        yield Finding("lmtp", "fine", _("A worker takes in mail at {listen}."), about={"listen": listen})
    if domain and (environment.imap_url.get_secret_value() or listen):
        said = _("Bounces, answers and mails to log come to {domain}.")
        yield Finding("incoming mail", "fine", said, about={"domain": domain})
    elif domain:
        yield Finding(
            "incoming mail",
            "mend",
            _("Mail to {domain} does not come in."),
            _("Set COMITY_LMTP_LISTEN or COMITY_IMAP_URL (docs/operating.md, Mail)."),
            {"domain": domain},
        )
    else:
        yield Finding(
            "incoming mail",
            "mend",
            _("Mail that comes back is not noticed, and nobody can answer a notice by mail."),
            _("Set COMITY_MAIL_DOMAIN and let its mail come in (docs/operating.md, Mail)."),
        )


def _mail_servers(environment: Environment) -> Iterator[Finding]:
    """Ask the servers themselves; each may take its time to say nothing."""
    if not environment.email_url:
        return
    from django.core.mail import get_connection

    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except OSError as error:
        said = _("The mail server does not answer: {error}")
        yield Finding("mail", "mend", said, _("See EMAIL_URL."), {"error": error})
    else:
        yield Finding("mail", "fine", _("The mail server answers."))
    url = environment.imap_url.get_secret_value()
    if environment.mail_domain and url:
        from comity.foundation.mail.clients.mailbox import MailboxAway, MailboxClient, Place

        try:
            with MailboxClient(Place.of(url)):
                yield Finding("mailbox", "fine", _("The mailbox that mail is fetched from answers."))
        except (MailboxAway, ValueError) as error:
            said = _("Mail cannot be fetched: {error}.")
            yield Finding("mailbox", "mend", said, _("See COMITY_IMAP_URL."), {"error": error})


def _instance(environment: Environment) -> Iterator[Finding]:
    from django.db import DatabaseError

    from comity.people.members.queries import has_owner

    try:
        owned = has_owner()
    except DatabaseError:
        return
    if not owned:
        yield Finding(
            "owner",
            "advise",
            _("Nobody owns this instance yet."),
            _("`comity init` prints the owner's link."),
        )


_LOOKS: tuple[Look, ...] = (_database, _tables, _index, _graph, _mail, _instance)
