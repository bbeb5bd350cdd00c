ALTER TABLE camps RENAME TO camps_before;

CREATE TABLE camps (
  title VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  level VARCHAR NOT NULL,
  area_id BLOB NOT NULL,
  venue VARCHAR NOT NULL,
  link VARCHAR NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  capacity INTEGER,
  parent_id BLOB,
  status VARCHAR NOT NULL,
  notes VARCHAR NOT NULL,
  districts JSON NOT NULL,
  host VARCHAR NOT NULL,
  copy_of BLOB,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_camps PRIMARY KEY (id)
);

INSERT INTO camps (
  title, kind, level, area_id, venue, link, from_on, to_on, capacity, parent_id, status, notes, districts,
  host, copy_of, id, bucket, archived_at, created_at, created_by, changed_at, changed_by, _extra
)
SELECT
  title, kind, level, area_id, venue, link, from_on, to_on, capacity, parent_id, status, notes, '{}', '', NULL,
  id, bucket, archived_at, created_at, created_by, changed_at, changed_by, _extra
FROM camps_before;

DROP TABLE camps_before;

CREATE INDEX ix_camps_from ON camps (from_on);

CREATE TABLE invitees (
  camp_id BLOB NOT NULL,
  member_id BLOB NOT NULL,
  home_bucket VARCHAR NOT NULL,
  area_id BLOB NOT NULL,
  name VARCHAR NOT NULL,
  name_other VARCHAR NOT NULL,
  name_other_state VARCHAR NOT NULL,
  post VARCHAR NOT NULL,
  wing_id BLOB,
  phone VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_invitees PRIMARY KEY (id)
);

CREATE INDEX ix_invitees_camp ON invitees (camp_id);

CREATE INDEX ix_invitees_member ON invitees (member_id);
