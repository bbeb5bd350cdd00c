"""People by id with where they live and vote, so that what drives count is read in one order and no row is touched."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_members_counted ON members (id, area_id, seat_id, status, bucket, archived_at, merged_into) "
        "WHERE archived_at IS NULL AND merged_into IS NULL"
    )
