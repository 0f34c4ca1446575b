"""docs/workflow.md is what the table says."""

from __future__ import annotations

from app.reference.catalogue_file import built_in
from app.rules.act_conditions import OF_THE_FORM, REMINDERS, STATE
from app.rules.workflow import BY_ACT, PERMIT_TABLE, TABLE
from tools import workflow_doc


def test_the_document_is_up_to_date() -> None:
    written = workflow_doc.TARGET.read_text(encoding="utf-8")
    assert written == workflow_doc.document(), "run: make docs"


def test_every_condition_is_explained_and_no_other() -> None:
    assert STATE.keys().isdisjoint(OF_THE_FORM)
    assert set(REMINDERS) == {name for row in TABLE for name in row.reminders}
    assert {*STATE, *OF_THE_FORM} == {name for row in (*TABLE, *PERMIT_TABLE.values()) for name in row.conditions}


def test_every_row_and_every_permit_type_is_in_it() -> None:
    document = workflow_doc.document()
    assert all(f"\n| {row.code} |" in document for row in TABLE)
    assert all(permit.code in document for permit in built_in().permits)


def test_where_most_stages_belong_the_others_are_named() -> None:
    assert workflow_doc.where(BY_ACT["contact_applicant"]) == "every stage but Dibatalkan"
    assert workflow_doc.where(BY_ACT["add_note"]) == "every stage"
    assert workflow_doc.where(BY_ACT["sign"]) == "Penandatanganan (meant for a permit)"
    assert workflow_doc.where(BY_ACT["save_draft"]) == "before the registration"
    assert workflow_doc.where(BY_ACT["withdraw"]).endswith("; not once *Persetujuan di OSS* is behind")
