"""The `comity` program: one group of commands; each imports what it needs only when it runs."""

from __future__ import annotations

import os
from pathlib import Path

import rich_click as click
from rich.console import Console

from comity.config import keeping
from comity.config.environment import Environment
from comity.config.wrong_settings import wrong_settings_told

console = Console()
click.rich_click.TEXT_MARKUP = "markdown"
click.rich_click.STYLE_OPTION = "bold cyan"
click.rich_click.COMMAND_GROUPS = {
    "comity": [
        {"name": "Run", "commands": ["init", "serve", "worker", "demo", "doctor"]},
        {"name": "Your data", "commands": ["import", "export", "backup", "restore", "reindex", "regraph"]},
        {"name": "For developers", "commands": ["manage"]},
    ]
}


def main() -> None:
    """Run the program; sets the settings module before anything of Django is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    with wrong_settings_told():
        cli(prog_name="comity")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="comity")
def cli() -> None:
    """Comity: a professional network that counts relationships, not connections.

    Settings come from the environment; `comity doctor` says what is set and what to mend.
    """


@cli.command()
def init() -> None:
    """Make the data folder, keys and database, and print the owner's one-time link."""
    from comity.config.first_start import prepare, print_owner_link

    environment = Environment()
    prepare(environment, console)
    print_owner_link(console)
    console.print("Ready. Start it with [bold]comity serve[/bold].")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers", default=1, show_default=True, help="Web processes; more than one pays off on PostgreSQL."
)
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="Also run the background work.")
def serve(host: str, port: int, workers: int, jobs: bool) -> None:
    """Serve the site, and do the background work beside it."""
    from comity.config.first_start import prepare, print_owner_link
    from comity.config.serving import Server

    # Without an address of its own an instance is reached where it listens.
    os.environ.setdefault("COMITY_BASE_URL", f"http://localhost:{port}")
    os.environ["COMITY_LISTENS_ON"] = host or "0.0.0.0"
    environment = Environment()
    prepare(environment, console)
    print_owner_link(console)
    Server(host, port, workers=workers, jobs=jobs).run(
        on_answer=lambda: console.print(
            f"Comity answers at [bold]{environment.base_url}[/bold]. Ctrl-C stops it."
        )
    )


@cli.command()
def worker() -> None:
    """Do the background work: imports, letters, clean-up. Several may run at once."""
    from comity.config.doctor import require_instance
    from comity.config.serving import run_jobs

    require_instance(Environment(), console)
    run_jobs()


@cli.command()
@click.option(
    "--port", default=8000, show_default=True, help="Port to try first; a free one is taken otherwise."
)
@click.option(
    "--folder", default="data/demo", show_default=True, help="Where the demo keeps its own database."
)
@click.option("--fresh", is_flag=True, help="Throw the last demo away and make it anew.")
@click.option("--members", default=295, hidden=True, help="Besides the five; fewer are made up sooner.")
def demo(port: int, folder: str, fresh: bool, members: int) -> None:
    """Make up a professional body of 300 people and let you be any of five of them. No mail leaves."""
    from comity.config.demo.start import run_demo

    run_demo(console, port=port, folder=Path(folder), fresh=fresh, members=members)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Say what is sound, what to mend and how. Ends with 1 if something must be mended; advice alone ends with 0."""
    from comity.config.doctor import examine
    from comity.config.findings import print_findings

    findings = examine(Environment())
    print_findings(findings, console, as_json=as_json)
    raise SystemExit(any(finding.must_be_mended for finding in findings))


@cli.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--owner", required=True, metavar="EMAIL", help="Whose book: the address they sign in with.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@click.option("--report", type=click.Path(path_type=Path), help="Write a line of JSON for each row here.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column of a CSV means, such as `Who=full`; once for each, by the names the page has.",
)
def import_(file: Path, owner: str, dry_run: bool, report: Path | None, pairs: tuple[str, ...]) -> None:
    """Bring a file of people into a member's book: LinkedIn, Google, Outlook, vCard, calendar, any CSV."""
    from comity.config.doctor import require_instance
    from comity.config.importing import run_import

    require_instance(Environment(), console)
    raise SystemExit(run_import(file, owner, dry_run=dry_run, report=report, pairs=pairs, console=console))


@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, such as `makemigrations`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["comity manage", *arguments])


cli.add_command(keeping.export)
cli.add_command(keeping.backup)
cli.add_command(keeping.restore)
cli.add_command(keeping.reindex)
cli.add_command(keeping.regraph)
