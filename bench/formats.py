"""Each parser on files that double: time for a row, memory, and a plain parser on the same file."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from math import inf
from pathlib import Path
from time import process_time

from icalendar import Calendar

from comity.formats.any_csv import preview_csv, read_any_csv
from comity.formats.archive import zip_parts
from comity.formats.google_csv import read_google_csv
from comity.formats.icalendar_file.reader import read as read_calendar
from comity.formats.linkedin.export import read_archive
from comity.formats.linkedin.owner import Owner
from comity.formats.outlook_csv import read_outlook_csv
from comity.formats.vcard.reader import read as read_vcards

from . import files
from .linkedin_archive import OWNER
from .measure import run_child
from .report import Figure, main

GROWTH = (1, 2, 4, 8)
ROWS, ROWS_QUICK = 8_000, 1_000
ROUNDS = 6
GROWTH_GOAL, MEMORY_GOAL = 1.3, 1.2

Count = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: how to make it, how we read it, and how a plain parser does."""

    write: Callable[[Path, int], None]
    read: Count
    peer_name: str
    peer: Count


def count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)


def linkedin(path: Path) -> int:
    with path.open("rb") as stream:
        return count(read_archive(zip_parts(stream), Owner(name=OWNER[0], zone=UTC)))


def google(path: Path) -> int:
    with path.open("rb") as stream:
        return count(read_google_csv(stream))


def outlook(path: Path) -> int:
    with path.open("rb") as stream:
        return count(read_outlook_csv(stream))


def any_csv(path: Path) -> int:
    with path.open("rb") as stream:
        mapping = preview_csv(stream, file=path.name).mapping
        stream.seek(0)
        return count(read_any_csv(stream, mapping, file=path.name))


def vcards(path: Path) -> int:
    with path.open("rb") as stream:
        return count(read_vcards(stream, file=path.name))


def calendar(path: Path) -> int:
    with path.open("rb") as stream:
        return count(read_calendar(stream, file=path.name, zone=UTC, own=["ada@example.org"]))


def dict_reader(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as text:
        return count(csv.DictReader(text))


def dict_reader_in_zip(path: Path) -> int:
    def rows() -> Iterator[dict[str, str]]:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
                    yield from csv.DictReader(text)

    return count(rows())


def icalendar(path: Path) -> int:
    return count(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def split_lines(path: Path) -> int:
    """Do the least a vCard needs: unfold, and split each line at its colon."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1] in {" ", "\t"}:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return count(name for name, _, value in (line.partition(":") for line in lines) if value == "VCARD")


FORMS = {
    "LinkedIn archive": Form(files.write_linkedin, linkedin, "zipfile + csv.DictReader", dict_reader_in_zip),
    "Google CSV": Form(files.write_google, google, "csv.DictReader", dict_reader),
    "Outlook CSV": Form(files.write_outlook, outlook, "csv.DictReader", dict_reader),
    "any CSV": Form(files.write_any, any_csv, "csv.DictReader", dict_reader),
    "vCard": Form(files.write_vcards, vcards, "lines unfolded and split", split_lines),
    "iCalendar": Form(files.write_calendar, calendar, "icalendar.Calendar.from_ical", icalendar),
}


def run(*, quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        base = ROWS_QUICK if quick else ROWS
        return [figure for name, form in FORMS.items() for figure in _figures(name, form, base, Path(folder))]


def _figures(name: str, form: Form, base: int, folder: Path) -> Iterator[Figure]:
    paths = {times: folder / f"{name}-{times}" for times in GROWTH}
    for times, path in paths.items():
        form.write(path, base * times)
    (_, once), *more = _for_a_row(
        form.read, {times: (path, base * times) for times, path in paths.items()}
    ).items()
    for times, taken in more:
        yield Figure(
            name=f"{name}, {base * times:,} rows: CPU for a row",
            value=taken,
            unit="µs",
            peer=f"{base:,} rows",
            peer_value=once,
            goal=f"ratio <= {GROWTH_GOAL}",
        )
    least, most = paths[GROWTH[0]], paths[GROWTH[-1]]
    yield Figure(
        name=f"{name}: CPU for a row",
        value=once,
        unit="µs",
        peer=form.peer_name,
        peer_value=_for_a_row(form.peer, {1: (least, base)})[1],
    )
    yield Figure(
        name=f"{name}, {base * GROWTH[-1]:,} rows: peak memory",
        value=_peak(name, most),
        unit="MB",
        peer=f"{base:,} rows",
        peer_value=_peak(name, least),
        goal=f"ratio <= {MEMORY_GOAL}",
    )


def _for_a_row(read: Count, files: dict[int, tuple[Path, int]]) -> dict[int, float]:
    """Return the microseconds of CPU for a row of each file, the best of several rounds.

    Whatever else the machine does can only add to them; so rounds go on as long as they do not look alike.
    """
    best = dict.fromkeys(files, inf)
    for done in range(ROUNDS):
        for times, (path, rows) in files.items():
            best[times] = min(best[times], _cpu_seconds(read, path) / rows * 1e6)
        if done and max(best.values()) <= GROWTH_GOAL * best[1]:
            break
    return best


def _cpu_seconds(read: Count, path: Path) -> float:
    begin = process_time()
    read(path)
    return process_time() - begin


def _peak(name: str, path: Path) -> float:
    call = f"from pathlib import Path; from bench.formats import FORMS; FORMS[{name!r}].read(Path({str(path)!r}))"
    child = run_child([sys.executable, "-c", call])
    if child.returncode:
        raise RuntimeError(child.output)
    return child.peak_mb


if __name__ == "__main__":
    main(run)
