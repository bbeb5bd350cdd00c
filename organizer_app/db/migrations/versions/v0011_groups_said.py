"""Numbers of groups said with their platform, so that a list of them is filtered and sorted without touching a row."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("DROP INDEX ix_group_counts_member")
    op.execute("CREATE INDEX ix_group_counts_member ON group_counts (member_id, number, as_of, archived_at, platform)")
