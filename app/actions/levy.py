"""Retribusi: assessed, and paid to the treasury of the region, never at the counter (T14, T15)."""

from __future__ import annotations

from sqlalchemy import select

from app.actions.commands.office_work import AssessLevy, RecordPayment
from app.actions.context import ActContext
from app.actions.moving import clock_day, move, put, refuse_unless, stop
from app.errors import Refused
from app.models.application import Levy
from app.queries.files import place_of, terms_of
from app.rules import stages, workflow


def assess_levy(context: ActContext, command: AssessLevy) -> None:
    """T14. The clock stands while the applicant has to pay; an exemption passes over the payment."""
    exempt = command.amount == 0
    refuse_unless(command.amount >= 0, "amount", amount="required")
    refuse_unless(not exempt or bool(command.exempt_reason.strip()), "reason_missing", exempt_reason="required")
    refuse_unless(exempt or bool(command.assessment_number.strip()), "letter_missing", assessment_number="required")
    move(context)
    context.session.add(
        Levy(
            id=context.child("levy"),
            application_id=context.file().id,
            amount=command.amount,
            tariff=command.tariff,
            assessment_number=command.assessment_number,
            assessed=clock_day(context),
            exempt_reason=command.exempt_reason,
            proof="",
        )
    )
    place = place_of(context.file())
    if exempt and place.stage == stages.PAYMENT:
        put(context, workflow.after(place, stages.PAYMENT), place)
    elif terms_of(context.file(), context.reference).permit.fee.pause_clock_while_unpaid:
        stop(context, restart=False)


def record_payment(context: ActContext, command: RecordPayment) -> None:
    """T15. Proof, day and exactly the amount assessed."""
    move(context)
    row = context.session.scalar(select(Levy).where(Levy.application_id == context.file().id, Levy.paid.is_(None)))
    if row is None:
        raise Refused("no_levy")
    refuse_unless(command.amount == row.amount, "amount_differs", amount="differs")
    refuse_unless(bool(command.proof.strip()), "letter_missing", proof="required")
    refuse_unless(row.assessed <= command.paid <= clock_day(context), "date_future", paid="out_of_range")
    row.proof, row.paid = command.proof, command.paid
