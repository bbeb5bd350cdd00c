CREATE TABLE operators (
  name VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  from_on DATE,
  to_on DATE,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_operators PRIMARY KEY (id)
);

CREATE TABLE operator_pins (
  operator_id BLOB NOT NULL,
  salt BLOB NOT NULL,
  digest BLOB NOT NULL,
  cost INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  tried_at INTEGER NOT NULL,
  CONSTRAINT pk_operator_pins PRIMARY KEY (operator_id)
) WITHOUT ROWID;
