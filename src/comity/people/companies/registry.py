"""What apps above add to a company's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class CompanySection:
    """A block of a company's page: what ``load`` returns is drawn by ``template``; None where there is nothing.

    Of what others keep to themselves it shows nothing, not even how much there is: no number, no distance.
    """

    template: str
    load: Callable[[Any, Any, datetime], dict[str, Any] | None]  # viewer, company; states its query count
    order: int = 50


company_sections: Registry[CompanySection] = Registry("section of a company's page")
