CREATE TABLE drives (
  title_hi VARCHAR NOT NULL,
  title_en VARCHAR NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  area_id BLOB NOT NULL,
  wings JSON NOT NULL,
  numbers JSON NOT NULL,
  measures JSON NOT NULL,
  off JSON NOT NULL,
  weekly JSON NOT NULL,
  brand_hi VARCHAR NOT NULL,
  brand_en VARCHAR NOT NULL,
  flag BLOB,
  logo BLOB,
  colours JSON NOT NULL,
  kit_version INTEGER NOT NULL,
  text_hi VARCHAR NOT NULL,
  text_en VARCHAR NOT NULL,
  report_hi VARCHAR NOT NULL,
  report_en VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_drives PRIMARY KEY (id)
);

CREATE TABLE targets (
  drive_id BLOB NOT NULL,
  measure VARCHAR NOT NULL,
  area_id BLOB NOT NULL,
  wing_id BLOB,
  post VARCHAR NOT NULL,
  from_on DATE,
  to_on DATE,
  goal INTEGER NOT NULL,
  how VARCHAR NOT NULL,
  set_by VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_targets PRIMARY KEY (id)
);

CREATE INDEX ix_targets_drive ON targets (drive_id, area_id);

CREATE TABLE tallies (
  drive_id BLOB NOT NULL,
  measure VARCHAR NOT NULL,
  wing_id BLOB NOT NULL,
  post VARCHAR NOT NULL,
  area_id BLOB NOT NULL,
  day INTEGER NOT NULL,
  n INTEGER NOT NULL,
  CONSTRAINT pk_tallies PRIMARY KEY (drive_id, measure, wing_id, post, area_id, day)
) WITHOUT ROWID;

CREATE TABLE groups (
  member_id BLOB NOT NULL,
  name VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  area_id BLOB,
  language VARCHAR NOT NULL,
  size INTEGER,
  link VARCHAR NOT NULL,
  expires_on DATE,
  checked_on DATE,
  checked_by VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_groups PRIMARY KEY (id)
);

CREATE INDEX ix_groups_area ON groups (area_id, platform);

CREATE INDEX ix_groups_member ON groups (member_id);

CREATE TABLE group_counts (
  member_id BLOB NOT NULL,
  platform VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  as_of DATE NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_group_counts PRIMARY KEY (id)
);

CREATE INDEX ix_group_counts_member ON group_counts (member_id, number, as_of, archived_at);

ALTER TABLE areas ADD COLUMN population INTEGER;

DROP INDEX ix_attendance_session;

CREATE INDEX ix_attendance_session ON attendance (session_id, mark, member_id, archived_at);
