CREATE INDEX ix_rollups_bucket ON rollups (bucket, day);

CREATE TABLE directives (
  title VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  due_at INTEGER NOT NULL,
  areas JSON NOT NULL,
  issued_at INTEGER NOT NULL,
  issued_by VARCHAR NOT NULL,
  closed_at INTEGER,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_directives PRIMARY KEY (id)
);

CREATE TABLE directive_answers (
  directive_id BLOB NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  answered_at INTEGER,
  answered_by VARCHAR NOT NULL,
  done_at INTEGER,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_directive_answers PRIMARY KEY (id)
);

CREATE INDEX ix_directive_answers_directive ON directive_answers (directive_id);

CREATE TABLE duties (
  team VARCHAR NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  member_id BLOB,
  name VARCHAR NOT NULL,
  office VARCHAR NOT NULL,
  wing_id BLOB,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_duties PRIMARY KEY (id)
);

CREATE INDEX ix_duties_member ON duties (member_id);

ALTER TABLE operators ADD COLUMN until_on DATE;
