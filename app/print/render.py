"""The one way onto paper: a frozen card in, the bytes of a PDF out, the same bytes for the same card every time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from app.print.collection import collection
from app.print.letters import letter
from app.print.permit import permit
from app.print.receipt import receipt
from app.print.receipt_halves import receipt_halves
from app.print.receipt_roll import receipt_roll
from app.print.recovery import recovery
from app.print.shortage import shortage
from app.print.slip import slip
from app.print.tables import table
from app.rules.papers import (
    CollectionReceipt,
    Letter,
    Paper,
    PermitDocument,
    ReadingSlip,
    Receipt,
    RecoverySheet,
    ShortageList,
)

ReceiptSize = Literal["a5", "a4", "roll"]
"""One A5 sheet; A4 with a half for the applicant and one for the folder; the 80 mm roll."""

RECEIPTS: dict[ReceiptSize, Callable[[Receipt, int, str], bytes]] = {
    "a5": receipt,
    "a4": receipt_halves,
    "roll": receipt_roll,
}


def pdf(card: Paper, copy: int = 1, *, receipt_size: ReceiptSize = "a5", void: str = "", draft: bool = False) -> bytes:
    """`copy` counts prints: from the second on each page says SALINAN ke-n. Receipts and slips have a choice of
    size. `void`: the code of why it counts no more (app.rules.voiding); each page says TIDAK BERLAKU.
    `draft`: a permit or a letter that has no number yet."""
    match card:
        case Receipt():
            return RECEIPTS[receipt_size](card, copy, void)
        case ShortageList():
            return shortage(card, copy)
        case ReadingSlip():
            return slip(card, receipt_size)
        case Letter():
            return letter(card, copy, void, draft=draft)
        case PermitDocument():
            return permit(card, copy, void, draft=draft)
        case CollectionReceipt():
            return collection(card, copy, void)
        case RecoverySheet():
            return recovery(card, copy)
        case _:
            return table(card, copy)
