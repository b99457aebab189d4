"""The world of the contracts, and the table of figures at the end of a long run."""

from __future__ import annotations

import pytest

from tests.contracts.conftest import built, here
from tests.trust.figures import LONG, Note

__all__ = ["built", "here"]
FIGURE = "trust"


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Add a line to the table."""

    def add(*line: str) -> None:
        request.node.user_properties.append((FIGURE, line))  # reaches the table over processes of xdist, too

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not LONG:
        return
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    lines = [
        [*line, "held" if report.passed else "BROKEN"]
        for report in reports
        if report.when == "call"
        for kind, line in report.user_properties
        if kind == FIGURE
    ]
    if lines:
        terminalreporter.section("trust")
        widths = [max(len(line[at]) for line in lines) for at in range(5)]
        for line in sorted(lines):
            terminalreporter.line(
                "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True))
            )
