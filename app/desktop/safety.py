"""The register's safekeeping and its sheet, as the pages get them."""

from __future__ import annotations

from app.desktop.parts import CounterParts
from app.print.printers import Printer
from app.ui.pages.entrance.sheet_keeper import SheetSource
from app.ui.papers.qt_printer import system_printer
from app.upkeep.safekeeping import Safekeeping


def safekeeping(parts: CounterParts) -> Safekeeping:
    """Of the office that is open. Raises Unavailable `not_open`."""
    office = parts.threshold.office
    return Safekeeping(parts.settings.database, office.key, parts.memory, parts.threshold.ask, parts.world.now)


def sheet_source(keeping: Safekeeping, printer: Printer | None = None) -> SheetSource:
    return SheetSource(keeping.sheet, printer or system_printer())
