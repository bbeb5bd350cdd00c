CREATE TABLE conflicts (
  tbl VARCHAR NOT NULL,
  rid BLOB NOT NULL,
  field VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  kept JSON,
  lost JSON,
  op_id VARCHAR NOT NULL,
  dev VARCHAR NOT NULL,
  usr VARCHAR NOT NULL,
  at INTEGER NOT NULL,
  kept_usr VARCHAR NOT NULL,
  kept_at INTEGER,
  lost_usr VARCHAR NOT NULL,
  lost_at INTEGER,
  status VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_conflicts PRIMARY KEY (id)
);

CREATE INDEX ix_conflicts_record ON conflicts (tbl, rid);

CREATE INDEX ix_conflicts_status ON conflicts (status);

CREATE TABLE cursor (
  bucket VARCHAR NOT NULL,
  ver INTEGER NOT NULL,
  CONSTRAINT pk_cursor PRIMARY KEY (bucket)
)
 WITHOUT ROWID;

CREATE TABLE erasures (
  mark BLOB NOT NULL,
  kind VARCHAR NOT NULL,
  at INTEGER NOT NULL,
  usr VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  CONSTRAINT pk_erasures PRIMARY KEY (mark)
)
 WITHOUT ROWID;

CREATE TABLE want (
  tbl VARCHAR NOT NULL,
  id BLOB NOT NULL,
  nonce INTEGER NOT NULL,
  CONSTRAINT pk_want PRIMARY KEY (tbl, id)
)
 WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN why VARCHAR;

ALTER TABLE outbox ADD COLUMN acked_at INTEGER;

DROP INDEX ix_outbox_waiting;

CREATE INDEX ix_outbox_acked ON outbox (acked_at) WHERE acked_at IS NOT NULL;

CREATE INDEX ix_outbox_refused ON outbox (seq) WHERE state IN ('refused', 'parked');

CREATE INDEX ix_outbox_waiting ON outbox (seq, state, bucket) WHERE state = 'waiting' AND bucket <> 'local';
