ALTER TABLE members ADD COLUMN status_on DATE;

ALTER TABLE members ADD COLUMN review_on DATE;

ALTER TABLE consents ADD COLUMN given_by VARCHAR DEFAULT '' NOT NULL;

DROP INDEX ix_consents_member;

CREATE INDEX ix_consents_member ON consents (member_id, purpose, channel, at, state, given_by, archived_at);

CREATE TABLE merges (
  member_id BLOB NOT NULL,
  gone_id BLOB NOT NULL,
  "before" JSON NOT NULL,
  "after" JSON NOT NULL,
  moved JSON NOT NULL,
  undone_at INTEGER,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_merges PRIMARY KEY (id)
);

CREATE INDEX ix_merges_gone ON merges (gone_id);

CREATE INDEX ix_merges_member ON merges (member_id);

CREATE TABLE distinctions (
  member_id BLOB NOT NULL,
  other_id BLOB NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_distinctions PRIMARY KEY (id)
);

CREATE INDEX ix_distinctions_member ON distinctions (member_id);

CREATE INDEX ix_distinctions_other ON distinctions (other_id);

CREATE TABLE saved_lists (
  title VARCHAR NOT NULL,
  chosen JSON NOT NULL,
  columns JSON NOT NULL,
  sort VARCHAR NOT NULL,
  descending BOOLEAN NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_saved_lists PRIMARY KEY (id)
);

CREATE TABLE committee_seats (
  level VARCHAR NOT NULL,
  wing_id BLOB,
  title VARCHAR NOT NULL,
  seats INTEGER NOT NULL,
  sort_order INTEGER NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_committee_seats PRIMARY KEY (id)
);

CREATE TABLE notices (
  purpose VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  text_hi VARCHAR NOT NULL,
  text_en VARCHAR NOT NULL,
  from_on DATE,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_notices PRIMARY KEY (id)
);

CREATE TABLE audit (
  at INTEGER NOT NULL,
  "by" VARCHAR NOT NULL,
  device VARCHAR NOT NULL,
  act VARCHAR NOT NULL,
  subject BLOB,
  people INTEGER NOT NULL,
  fields VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE INDEX ix_audit_at ON audit (at);

CREATE INDEX ix_audit_subject ON audit (subject);

ALTER TABLE areas ADD COLUMN search_keys VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE areas ADD COLUMN place_keys VARCHAR DEFAULT '' NOT NULL;

DROP INDEX ix_members_area;

CREATE INDEX ix_members_area ON members (area_id, sort_key, n, status, seat_id, archived_at, merged_into);

DROP INDEX ix_members_list;

CREATE INDEX ix_members_list ON members (sort_key, n, status, area_id, seat_id, id, archived_at, merged_into) WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE INDEX ix_members_changed ON members (changed_at, n, status, area_id, seat_id, archived_at, merged_into) WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE INDEX ix_members_shown ON members (n, sort_key, status, area_id, seat_id, id, guardian, name_other, gender, birth_year, card_no, source, status_on, changed_by, archived_at, merged_into) WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE INDEX ix_members_merged ON members (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE duplicates_found (
  first INTEGER NOT NULL,
  second INTEGER NOT NULL,
  likeness INTEGER NOT NULL,
  reasons JSON NOT NULL,
  CONSTRAINT pk_duplicates_found PRIMARY KEY (first, second)
) WITHOUT ROWID;

CREATE INDEX ix_duplicates_found_likeness ON duplicates_found (likeness, first);

CREATE INDEX ix_duplicates_found_second ON duplicates_found (second);

CREATE TABLE duplicates_stale (
  n INTEGER NOT NULL,
  CONSTRAINT pk_duplicates_stale PRIMARY KEY (n)
);
