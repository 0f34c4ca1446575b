"""What every refusal of an act must say, whichever test provokes it: a code with a sentence, its facts, its fields."""

from __future__ import annotations

from string import Formatter

from app.errors import Refused
from app.reference.messages import messages
from app.rules.nik import TABLE

# A refusal with one of these codes is about something typed or ticked, and says where it stands.
# fmt: off
NAMES_FIELDS = frozenset((
    "amount", "amount_differs", "applicant_type", "calendar_day", "copy_number", "correction_papers",
    "correction_stale", "date_future", "date_order", "deadline_not_passed", "deadline_past", "deferred_open",
    "duplicate", "eligibility_open", "fields_missing", "fields_wrong", "findings_missing", "identity",
    "identity_shown", "incomplete", "item_state", "items_open", "kind_unknown", "law_unprintable", "legal_basis",
    "letter_missing", "mandate", "mandate_backdated", "mandate_overlap", "not_deferred", "not_eligible",
    "not_read_back", "not_reminded", "not_signed", "not_working_day", "nothing_corrected", "numbers_doubtful",
    "office", "outcome", "password_short", "period_too_long", "permit_unknown", "phone", "previous_permit", "proxy",
    "proxy_letter", "proxy_self", "proxy_stamp", "reason_missing", "role_unknown", "route_changes", "same_object",
    "team_of_two", "username", "username_taken", "variant", "visit_ahead", "visit_date", "visit_failed",
))
# fmt: on
# These are said without a fact where it is not known, or the window fills it in itself.
PLAINER = frozenset(("fields_missing", "no_right", "not_eligible"))
# Said beside a field by the rules that give them (the number, the name, the law), or by the sentence of the act alone.
OWN_WORDS = frozenset(("law_unprintable", "same_object", *TABLE))


def faults(refusal: Refused) -> list[str]:
    """What is wrong with a refusal; nothing where a clerk is told what happened, with what, and at which field."""
    said = messages("notice").get(refusal.code)
    if said is None:
        return [f"{refusal.code} has no sentence"]
    wanted = {name for _, name, _, _ in Formatter().parse(said.sentences[0]) if name}
    found = [f"{refusal.code} does not tell {name}" for name in sorted(wanted - refusal.facts.keys())]
    if refusal.code in PLAINER:
        found = []
    if (refusal.code in NAMES_FIELDS) != bool(refusal.fields):
        found.append(f"{refusal.code} names the fields {sorted(refusal.fields)}")
    known = messages("field").keys() | OWN_WORDS
    wrong = [code for code in refusal.fields.values() if code not in known and not code.isdigit()]
    return [*found, *(f"{refusal.code} says {code!r} of a field" for code in wrong)]
