"""Which of HQ's generations took an op, and as which revision."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE outbox ADD COLUMN taken JSON")
