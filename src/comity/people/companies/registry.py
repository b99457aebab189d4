"""What apps above add to a company's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.foundation.core.registry import Registry


def the_company(_viewer: Any, company: Any, _at: datetime) -> dict[str, Any]:
    """Return what a block needs that is the same for everybody, whatever there is behind it. No query."""
    return {"company": company}


@dataclass(frozen=True, slots=True)
class CompanySection:
    """A block of a company's page: what ``load`` returns is drawn by ``template``; None where there is nothing.

    Of what others keep to themselves it shows nothing, not even how much there is: no number, no distance.
    """

    template: str
    # Of viewer and company; states its query count.
    load: Callable[[Any, Any, datetime], dict[str, Any] | None] = the_company
    order: int = 50


company_sections: Registry[CompanySection] = Registry("section of a company's page")
