"""messages.csv: who wrote to whom on which day. What was said is read past and never kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from comity.formats.csv_text import Line
from comity.formats.dates import day_of_moment
from comity.formats.linkedin.identity import DELETED, profile_key, profile_urls, web_address
from comity.formats.linkedin.owner import Owner, common_participant
from comity.formats.linkedin.table import LinkedInTable
from comity.formats.records import Contacted, Row

_TRUE = frozenset({"yes", "true", "1"})
_LOOK_AHEAD = 2_000
_SPONSORED = "sponsored conversation"


def participants_of(table: LinkedInTable, line: Line) -> set[tuple[str, str]]:
    """Return sender and recipients of a message as (name, address)."""
    urls = profile_urls(table.cell(line, "recipient profile urls"))
    to = table.cell(line, "to")
    names = [to] if len(urls) <= 1 else [name.strip() for name in to.split(",")]
    people = {(table.cell(line, "from"), table.cell(line, "sender profile url"))}
    for index in range(max(len(names), len(urls))):
        people.add((names[index] if index < len(names) else "", urls[index] if index < len(urls) else ""))
    return people - {("", "")}


def _several(to: str) -> bool:
    """Tell names joined without a space, or with a deleted account's, from one name with a title after a comma."""
    parts = to.split(",")
    return len(parts) > 1 and any(
        part[:1] != " " or part.strip().casefold() == DELETED for part in parts[1:] if part
    )


@dataclass(slots=True)
class MessageReader:
    """Reads messages in the light of who owns the archive."""

    owner: Owner

    def rows(self, table: LinkedInTable) -> Iterator[Row]:
        """Yield a row for every message; an unknown owner is inferred from the first ones."""
        yield from table.rows_above()
        lines = iter(table)
        first: list[Line] = []
        if not self.owner.known or not profile_key(self.owner.profile_url):
            # Messages are bulky and hundreds tell as much as all: look ahead a little, then stream.
            first = list(islice(lines, _LOOK_AHEAD))
            self._infer(table, first)
        for line in chain(first, lines):
            yield self.read(table, line)

    def _infer(self, table: LinkedInTable, first: list[Line]) -> None:
        conversations: dict[str, set[tuple[str, str]]] = {}
        for line in first:
            if line.blank or line.problem or table.is_header_again(line):
                continue
            people = participants_of(table, line)
            if self.owner.name:
                found = next(
                    (url for name, url in people if self.owner.matches(name, url) and profile_key(url)), ""
                )
                if found:
                    self.owner = replace(self.owner, profile_url=found)
                    return
            conversations.setdefault(table.cell(line, "conversation id"), set()).update(people)
        if not self.owner.known and (common := common_participant(conversations.values())):
            self.owner = replace(self.owner, name=common[0], profile_url=common[1])

    def read(self, table: LinkedInTable, line: Line) -> Row:
        if line.blank:
            return self._skip(table, line, "blank")
        if line.problem == "unclosed-quote":
            return self._failed(table, line, line.problem)
        if table.is_header_again(line):
            return self._skip(table, line, "header-again")
        cell = table.cell
        sender, sender_url = cell(line, "from"), cell(line, "sender profile url")
        to, urls = cell(line, "to"), profile_urls(cell(line, "recipient profile urls"))
        written = cell(line, "date")
        if not written:
            return self._failed(table, line, "unreadable")
        for name in ("is message draft", "is conversation draft"):
            if cell(line, name).casefold() in _TRUE:
                return self._skip(table, line, "draft")
        if len(urls) > 1 or _several(to):
            return self._skip(table, line, "group-thread")
        if cell(line, "conversation title").casefold() == _SPONSORED:
            return self._skip(table, line, "sponsored")
        if cell(line, "folder").casefold() == "spam":
            return self._skip(table, line, "spam")
        if not self.owner.known:
            return self._failed(table, line, "unknown-owner")

        url = urls[0] if urls else ""
        outgoing = self.owner.matches(sender, sender_url)
        person, person_url = (to, url) if outgoing else (sender, sender_url)
        if outgoing and self.owner.matches(person, person_url):
            return self._skip(table, line, "own")
        if (person.casefold() == DELETED and not person_url) or (not person and not person_url):
            return self._skip(table, line, "deleted-account")
        on = day_of_moment(written, self.owner.zone)
        if on is None:
            return self._failed(table, line, "bad-date")
        record = Contacted(person, web_address(person_url), on, "out" if outgoing else "in")
        return Row(table.file, line.number, record, problem=line.problem)

    # No excerpt in either: it could carry what was said, above all where columns have shifted.
    def _skip(self, table: LinkedInTable, line: Line, reason: str) -> Row:
        return Row(table.file, line.number, None, skipped=reason)

    def _failed(self, table: LinkedInTable, line: Line, problem: str) -> Row:
        return Row(table.file, line.number, None, problem=problem)
