CREATE TABLE rollups (
  area_id BLOB NOT NULL,
  wing_id BLOB,
  measure VARCHAR NOT NULL,
  day DATE,
  value INTEGER NOT NULL,
  as_of INTEGER NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_rollups PRIMARY KEY (id)
);
