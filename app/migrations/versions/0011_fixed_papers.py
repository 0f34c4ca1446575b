"""Fixed papers stay as they are; and what was printed for acts that still wait is kept beside them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# An act that waits may be undone here and done again, and a register that is emptied whole loses its office first.
# What the centre has processed, and all there is on a PC without one, stays. See docs/decisions/2026-11-29.
LET_GO = """
    EXISTS (SELECT 1 FROM act WHERE act.id = OLD.act_id AND act.feed IS NULL)
    OR NOT EXISTS (SELECT 1 FROM office)
"""
SQLITE = (
    """
    CREATE TRIGGER document_unchanged BEFORE UPDATE ON document
    WHEN OLD.id IS NOT NEW.id OR OLD.application_id IS NOT NEW.application_id OR OLD.act_id IS NOT NEW.act_id
        OR OLD.kind IS NOT NEW.kind OR OLD.made IS NOT NEW.made OR OLD.card IS NOT NEW.card
        OR OLD.sha256 IS NOT NEW.sha256
    BEGIN SELECT RAISE(ABORT, 'a fixed paper is never changed'); END
    """,
    f"""
    CREATE TRIGGER document_kept BEFORE DELETE ON document WHEN NOT ({LET_GO})
    BEGIN SELECT RAISE(ABORT, 'a fixed paper is never deleted'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION document_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'a fixed paper is never changed or deleted'; END $$
    """,
    """
    CREATE TRIGGER document_fixed BEFORE UPDATE OR DELETE ON document
    FOR EACH ROW EXECUTE FUNCTION document_fixed()
    """,
)
# Acts of 0.3.0 that wait: their receipts are with the applicants, and only this PC knows what they say.
WAITING = """
    INSERT INTO own_paper (id, printed)
    SELECT act.id, CASE WHEN act.kind = 'register_application' THEN json_object(
        'paper', json(document.card),
        'promise', json_object(
            'days', application.days, 'day_zero', application.day_zero, 'promised', application.promised,
            'fee', json_extract(document.card, '$.fee'), 'subject', application.subject,
            'papers', (
                SELECT json_group_array(json(paper)) FROM (
                    SELECT json_array(requirement, name) AS paper FROM item
                    WHERE item.application_id = application.id ORDER BY position
                )
            )
        )
    ) ELSE json_object('paper', json(document.card)) END
    FROM act JOIN document ON document.act_id = act.id
    LEFT JOIN application ON application.id = document.application_id
    WHERE act.feed IS NULL
"""


def upgrade() -> None:
    op.create_table(
        "own_paper",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_paper")),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (*SQLITE, WAITING) if sqlite else POSTGRESQL:
        op.execute(statement)
