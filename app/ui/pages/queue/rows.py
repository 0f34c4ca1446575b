"""The rows of the queue as the table shows them."""

from __future__ import annotations

from dataclasses import dataclass

from app.queries import exchange
from app.queries.work import WorkRow
from app.reference.labels import label
from app.rules import matching, stages
from app.rules.workflow import TABLE
from app.ui.pages.acts.plan import ORDINARY
from app.ui.pages.acts.table import PLANS, key_of
from app.ui.pages.file.words import stage_words
from app.ui.widgets.days_left import ESTIMATE_LETTERS, DaysLeft, days_words
from app.ui.widgets.table import Column

MARK, NUMBER, APPLICANT, SERVICE, STAGE, DAYS, HOLDER, MATCH, WAITS = range(9)
MATCHED = {"": "", matching.UNMATCHED: "belum", matching.MATCHES: "cocok", matching.DIFFERS: "tidak cocok"}
WAITING = {exchange.SENDING: "pengiriman", exchange.NUMBER: "nomor pusat"}


@dataclass(frozen=True)
class QueueRow:
    """A file that waits, and whether it is marked."""

    row: WorkRow
    marked: bool


def _mark(line: QueueRow) -> str:
    return "☑" if line.marked else "☐"


def _number(line: QueueRow) -> str:
    return line.row.number


def _applicant(line: QueueRow) -> str:
    return line.row.applicant


def _service(line: QueueRow) -> str:
    return line.row.service


def _stage(line: QueueRow) -> str:
    refused = " (penolakan)" if line.row.outcome == stages.REFUSAL else ""
    return f"{stage_words(line.row.stage, line.row.withheld)}{refused}"


def _days(line: QueueRow) -> DaysLeft | None:
    """On the weekend after the due day no working day is lost yet, and it is late all the same."""
    row = line.row
    if row.left is None:
        return None
    return DaysLeft(False, min(row.left, -1) if row.late else row.left, row.days, row.estimate)


def _holder(line: QueueRow) -> str:
    return label(line.row.holder) if line.row.holder else ""


def _match(line: QueueRow) -> str:
    return MATCHED[line.row.match]


def _waits(line: QueueRow) -> str:
    """Acts that belong to this PC and that the centre does not know yet."""
    return WAITING.get(line.row.waits, "")


def key(line: QueueRow) -> str:
    return line.row.id


COLUMNS = (
    Column("", _mark, 1),
    Column("Nomor registrasi", _number, 17, strong=True),
    Column("Pemohon", _applicant),
    Column("Izin", _service, 18),
    Column("Tahap", _stage, 26),
    Column("Sisa waktu", _days, 14, days_words),
    Column("Dipegang", _holder, 17),
    Column("Dicocokkan", _match, 10),
    Column("Menunggu", _waits, 12),
)
COMPARED_STAGE, NARROW_STAGE = 16, 20
LESS_SERVICE, LEAST_SERVICE = 14, 10  # letters of the licence where the stage needs the room


def widths(*, held: bool, narrow: bool, comparing: bool = False, estimated: bool = False) -> tuple[int, ...]:
    """In letters. A stage is read in full at 1366 pixels, also beside who holds the file, and at 150 % text; not where
    files are compared: whose they are matters more there."""
    service = LEAST_SERVICE if narrow or comparing else LESS_SERVICE if held else COLUMNS[SERVICE].width
    less = {SERVICE: service, STAGE: COMPARED_STAGE if comparing else COLUMNS[STAGE].width}
    if estimated:
        less |= {DAYS: ESTIMATE_LETTERS, STAGE: less[STAGE] if not narrow else min(less[STAGE], NARROW_STAGE)}
    return tuple(less.get(place, column.width) for place, column in enumerate(COLUMNS))


def ordinary(row: WorkRow) -> str:
    """The act that carries a file on from its stage, where there is just one; else ""."""
    acts = [
        each.act
        for each in TABLE
        if row.stage in each.at
        and each.outcome in ("", row.outcome)
        and each.act in PLANS
        and key_of(each.act) == ORDINARY
    ]
    return acts[0] if len(acts) == 1 else ""
