"""The commands that keep data or hand it out: export, backup, restore, reindex."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from comity.config.doctor import require_instance
from comity.config.environment import Environment, write_secret
from comity.config.reporting import refuse_file

if TYPE_CHECKING:
    from comity.people.members.models import Member

console = Console()


@click.command()
@click.option("--owner", required=True, metavar="EMAIL", help="Whose account.")
@click.option(
    "--to", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The ZIP to write."
)
def export(owner: str, to: Path) -> None:
    """Write everything a member has as one ZIP, which `comity import` or another instance takes in again."""
    require_instance(Environment(), console)
    from comity.doors.exchange.actions.account import export_account
    from comity.people.members.models import Member

    member = Member.objects.filter(email__iexact=owner).first()
    if member is None:
        raise click.ClickException(f"There is no member with the address {owner!r}.")
    try:
        with _bar("Writing the account") as say:
            counts = export_account(member, to, say)
    except OSError as error:
        raise click.ClickException(
            f"{to} could not be written: {error.strerror}. Nothing was left there."
        ) from error
    console.print(f"{to}: {counts.get('contacts', 0):,} people, {sum(counts.values()):,} rows in all.")


@click.command()
@click.option(
    "--to", type=click.Path(path_type=Path), help="File or folder; default: backups in the data folder."
)
@click.option(
    "--with-keys", is_flag=True, help="Put the keys in too: whoever finds the file can then read notes."
)
def backup(to: Path | None, with_keys: bool) -> None:
    """Copy database and files into one ZIP, while the site serves."""
    require_instance(Environment(), console)
    from comity.doors.exchange.actions.instance_backup import backup as take
    from comity.formats.backup_file import BackupProblem

    try:
        with _bar("Copying") as say:
            path, manifest = take(to, with_keys=with_keys, on_progress=say)
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from None
    counts = manifest["counts"]
    console.print(f"{path}: {counts['members']:,} members, {counts['people']:,} people.", soft_wrap=True)
    if not with_keys:
        console.print("Keys are not in it. Keep copies of secret.key and data.key somewhere else.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into", metavar="DIR|DATABASE_URL", help="Another data folder or database than the configured one."
)
@click.option("--replace", is_flag=True, help="Put it in place of what is here, which is then kept aside.")
@click.option("--without-key", is_flag=True, help="Go on although no key here opens the notes.")
def restore(file: Path, into: str | None, replace: bool, without_key: bool) -> None:
    """Put an instance back from a backup. Who left since then stays erased; everybody signs in again."""
    from comity.formats.backup_file import BackupProblem

    ledger = Environment().data_dir.resolve() / "ledger" / "erasures.jsonl"
    if into:
        _aim(into)
    try:
        _bring_keys(file)
        import django

        django.setup()
        from comity.doors.exchange.actions import instance_restore
        from comity.doors.exchange.actions.ledger import adopt_ledger

        adopt_ledger(ledger)
        with _bar("Checking") as say:
            result = instance_restore.restore(file, replace=replace, without_key=without_key, on_progress=say)
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from None
    for line in instance_restore.describe(result):
        console.print(line, soft_wrap=True, highlight=False)


def is_account(file: Path) -> bool:
    """Tell whether a file is an account that `comity export` or the settings page wrote."""
    from comity.formats.sniff import COMITY

    return kind_of(file) == COMITY


def kind_of(file: Path) -> str:
    """Tell what a file is from what is in it."""
    from comity.formats.sniff import detect

    with file.open("rb") as stream:
        return detect(file.name, stream.read(65_536))


def restore_into(
    file: Path, member: Member, *, dry_run: bool, report: TextIO | None, console: Console
) -> int:
    """Read an account's archive into the account of ``member``; return the exit code."""
    from comity.doors.exchange.actions.restoring import RowOutcome, restore_account
    from comity.doors.exchange.queries.sentences import why_of
    from comity.formats.errors import FormatError

    lines: list[str] = []
    reasons: Counter[str] = Counter()

    def note(row: RowOutcome) -> None:
        lines.append(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        if row.why:
            reasons[row.why] += 1

    try:
        with file.open("rb") as stream, _bar(file.name) as say:
            counts = restore_account(by=member, stream=stream, dry_run=dry_run, on_progress=say, on_row=note)
    except FormatError as problem:
        refuse_file(file, str(problem), report, console)
        return 1
    if report:
        report.writelines(lines)
    for outcome, count in sorted(counts.items()):
        console.print(f"{outcome:>10} {count:,}")
    for why, count in reasons.most_common():
        console.print(f"{count:,}: {why_of(why)}")
    if dry_run:
        console.print("A dry run: nothing was brought in.")
    return 0


def _aim(into: str) -> None:
    """Let the settings, which are not loaded yet, point at another place."""
    if "://" in into:
        os.environ["DATABASE_URL"] = into
        return
    os.environ["COMITY_DATA_DIR"] = into
    for name in ("DATABASE_URL", "COMITY_STORAGE_DIR"):
        os.environ.pop(name, None)


def _bring_keys(file: Path) -> None:
    """Take the keys from the backup where it has them and this place has none; sign sessions anew otherwise."""
    from comity.formats.backup_file import open_backup

    environment = Environment()
    with open_backup(file, lambda done, total: None) as found:
        keys = {name: found.text(f"keys/{name}") for name in ("secret.key", "data.key")}
    environment.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment.files_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not environment.note_keys() and keys["data.key"]:
        write_secret(environment.data_dir / "data.key", keys["data.key"])
    if not environment.secret_key():
        write_secret(environment.data_dir / "secret.key", keys["secret.key"])


@click.command()
@click.option("--all", "everybody", is_flag=True, help="Also the books whose index is of this version.")
def reindex(everybody: bool) -> None:
    """Let people be found as this version finds them, after an upgrade. The site serves meanwhile; safe to repeat."""
    require_instance(Environment(), console)
    from comity.people.contacts.actions.finding import reindex_book
    from comity.people.contacts.queries.indexing import books_to_reindex

    owners = list(books_to_reindex(everybody=everybody))
    total, done = sum(owner.cards for owner in owners), 0  # type: ignore[attr-defined]  # the query counts them
    with _bar("Going through the books") as say:

        def follow(count: int) -> None:
            nonlocal done
            done += count
            say(done, total)

        for owner in owners:
            reindex_book(owner, follow)
    if not owners:
        console.print("Every book is found as this version finds it: nothing to do.")
        return
    console.print(f"Books gone through: {len(owners):,}, with {done:,} people.")


@click.command()
def regraph() -> None:
    """Count anew who can introduce whom. A worker does so every night; the site serves meanwhile."""
    require_instance(Environment(), console)
    from comity.relationships.graph.actions.rebuilding import rebuild

    with console.status("Reading who lends whom …"):
        ties = rebuild()
    console.print(f"Ties that are lent: {ties:,}.")


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
