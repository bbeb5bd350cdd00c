CREATE TABLE acts (
  tx INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  usr VARCHAR NOT NULL,
  verb VARCHAR NOT NULL,
  about VARCHAR NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  undoes INTEGER,
  undone_by INTEGER
);

CREATE TABLE area_paths (
  above BLOB NOT NULL,
  tree VARCHAR NOT NULL,
  below BLOB NOT NULL,
  depth INTEGER NOT NULL,
  CONSTRAINT pk_area_paths PRIMARY KEY (above, tree, below)
)
 WITHOUT ROWID;

CREATE INDEX ix_area_paths_below ON area_paths (below, tree, above);

CREATE TABLE areas (
  level VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  name_hi VARCHAR NOT NULL,
  name_en VARCHAR NOT NULL,
  parent_id BLOB,
  constituency_id BLOB,
  district_id BLOB,
  points_at_id BLOB,
  ends_on DATE,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_areas PRIMARY KEY (id)
);

CREATE INDEX ix_areas_constituency ON areas (constituency_id);

CREATE INDEX ix_areas_level_code ON areas (level, code);

CREATE INDEX ix_areas_parent ON areas (parent_id);

CREATE TABLE attendance (
  session_id BLOB NOT NULL,
  member_id BLOB NOT NULL,
  mark VARCHAR NOT NULL,
  how VARCHAR NOT NULL,
  sheet_id BLOB,
  at INTEGER NOT NULL,
  "by" VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_attendance PRIMARY KEY (id)
);

CREATE INDEX ix_attendance_member ON attendance (member_id);

CREATE INDEX ix_attendance_session ON attendance (session_id, mark);

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

CREATE INDEX ix_camps_from ON camps (from_on);

CREATE TABLE capture (
  one INTEGER NOT NULL,
  applying INTEGER NOT NULL,
  bulk INTEGER NOT NULL,
  usr VARCHAR NOT NULL,
  gen VARCHAR NOT NULL,
  tx INTEGER,
  clock INTEGER,
  CONSTRAINT pk_capture PRIMARY KEY (one)
);

CREATE TABLE consents (
  member_id BLOB NOT NULL,
  purpose VARCHAR NOT NULL,
  channel VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  at INTEGER NOT NULL,
  how VARCHAR NOT NULL,
  notice_version VARCHAR NOT NULL,
  notice_language VARCHAR NOT NULL,
  taken_by VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_consents PRIMARY KEY (id)
);

CREATE INDEX ix_consents_member ON consents (member_id, purpose, channel, at);

CREATE TABLE day_closes (
  camp_id BLOB NOT NULL,
  day DATE NOT NULL,
  printed INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  signed INTEGER NOT NULL,
  marked INTEGER NOT NULL,
  differences JSON NOT NULL,
  closed_by VARCHAR NOT NULL,
  closed_at INTEGER,
  reopened VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_day_closes PRIMARY KEY (id)
);

CREATE INDEX ix_day_closes_camp ON day_closes (camp_id);

CREATE TABLE expenses (
  camp_id BLOB NOT NULL,
  kind VARCHAR NOT NULL,
  member_id BLOB,
  vendor VARCHAR NOT NULL,
  what VARCHAR NOT NULL,
  day DATE,
  quantity DOUBLE,
  amount INTEGER NOT NULL,
  page VARCHAR NOT NULL,
  details JSON NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_expenses PRIMARY KEY (id)
);

CREATE INDEX ix_expenses_camp ON expenses (camp_id);

CREATE TABLE import_jobs (
  file_hash VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  started_at INTEGER NOT NULL,
  "row" INTEGER NOT NULL,
  done BOOLEAN NOT NULL,
  counts JSON NOT NULL,
  source VARCHAR NOT NULL,
  consent VARCHAR NOT NULL,
  tx INTEGER,
  CONSTRAINT pk_import_jobs PRIMARY KEY (file_hash)
);

CREATE TABLE import_seen (
  fingerprint BLOB NOT NULL,
  member_id BLOB NOT NULL,
  CONSTRAINT pk_import_seen PRIMARY KEY (fingerprint)
)
 WITHOUT ROWID;

CREATE TABLE invitations (
  camp_id BLOB NOT NULL,
  member_id BLOB NOT NULL,
  quota_id BLOB,
  state VARCHAR NOT NULL,
  stands_for_id BLOB,
  walk_in BOOLEAN NOT NULL,
  serial INTEGER,
  badge VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_invitations PRIMARY KEY (id)
);

CREATE INDEX ix_invitations_camp ON invitations (camp_id);

CREATE INDEX ix_invitations_member ON invitations (member_id);

CREATE TABLE member_phones (
  n INTEGER NOT NULL,
  place INTEGER NOT NULL,
  number VARCHAR NOT NULL,
  tail VARCHAR NOT NULL,
  problem VARCHAR NOT NULL,
  CONSTRAINT pk_member_phones PRIMARY KEY (n, place)
)
 WITHOUT ROWID;

CREATE INDEX ix_member_phones_number ON member_phones (number);

CREATE INDEX ix_member_phones_problem ON member_phones (n) WHERE problem <> '';

CREATE INDEX ix_member_phones_tail ON member_phones (tail);

CREATE TABLE member_wings (
  wing_id VARCHAR NOT NULL,
  n INTEGER NOT NULL,
  CONSTRAINT pk_member_wings PRIMARY KEY (wing_id, n)
)
 WITHOUT ROWID;

CREATE TABLE members (
  n INTEGER NOT NULL,
  id BLOB NOT NULL,
  name VARCHAR NOT NULL,
  name_other VARCHAR NOT NULL,
  name_other_state VARCHAR NOT NULL,
  honorific VARCHAR NOT NULL,
  guardian VARCHAR NOT NULL,
  relation VARCHAR NOT NULL,
  gender VARCHAR NOT NULL,
  birth_year INTEGER,
  phones JSON NOT NULL,
  address VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  area_id BLOB,
  seat_id BLOB,
  wings JSON NOT NULL,
  status VARCHAR NOT NULL,
  skills JSON NOT NULL,
  languages JSON NOT NULL,
  platforms JSON NOT NULL,
  source VARCHAR NOT NULL,
  notes VARCHAR NOT NULL,
  card_no VARCHAR NOT NULL,
  merged_into BLOB,
  sort_key VARCHAR NOT NULL,
  search_keys VARCHAR NOT NULL,
  home_key INTEGER,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_members PRIMARY KEY (n),
  CONSTRAINT uq_members_id UNIQUE (id)
);

CREATE INDEX ix_members_area ON members (area_id);

CREATE INDEX ix_members_bucket ON members (bucket, status);

CREATE INDEX ix_members_card ON members (card_no) WHERE card_no <> '';

CREATE INDEX ix_members_home ON members (home_key) WHERE home_key IS NOT NULL;

CREATE INDEX ix_members_list ON members (sort_key, n, status, area_id, seat_id, archived_at, merged_into) WHERE archived_at IS NULL AND merged_into IS NULL;

CREATE INDEX ix_members_seat ON members (seat_id);

CREATE TABLE organisations (
  name_hi VARCHAR NOT NULL,
  name_en VARCHAR NOT NULL,
  logo BLOB,
  labels JSON NOT NULL,
  home_area_id BLOB,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_organisations PRIMARY KEY (id)
);

CREATE TABLE outbox (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op_id VARCHAR NOT NULL,
  tbl VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  f JSON NOT NULL,
  was JSON,
  base INTEGER NOT NULL,
  at INTEGER NOT NULL,
  usr VARCHAR NOT NULL,
  gen VARCHAR NOT NULL,
  tx INTEGER,
  state VARCHAR NOT NULL,
  CONSTRAINT uq_outbox_op_id UNIQUE (op_id)
);

CREATE INDEX ix_outbox_record ON outbox (tbl, id);

CREATE INDEX ix_outbox_waiting ON outbox (seq) WHERE state = 'waiting';

CREATE TABLE posts (
  member_id BLOB NOT NULL,
  title VARCHAR NOT NULL,
  level VARCHAR NOT NULL,
  area_id BLOB,
  wing_id BLOB,
  from_on DATE,
  to_on DATE,
  sort_order INTEGER NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_posts PRIMARY KEY (id)
);

CREATE INDEX ix_posts_area ON posts (area_id, title);

CREATE INDEX ix_posts_member ON posts (member_id);

CREATE TABLE quotas (
  camp_id BLOB NOT NULL,
  area_id BLOB,
  wing_id BLOB,
  post VARCHAR NOT NULL,
  wanted INTEGER,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_quotas PRIMARY KEY (id)
);

CREATE INDEX ix_quotas_camp ON quotas (camp_id);

CREATE TABLE sessions (
  camp_id BLOB NOT NULL,
  day DATE NOT NULL,
  starts VARCHAR NOT NULL,
  ends VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  trainers JSON NOT NULL,
  sort_order INTEGER NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_sessions PRIMARY KEY (id)
);

CREATE INDEX ix_sessions_camp ON sessions (camp_id);

CREATE TABLE sheets (
  camp_id BLOB NOT NULL,
  version VARCHAR NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  layout INTEGER NOT NULL,
  code INTEGER NOT NULL,
  check_key BLOB NOT NULL,
  sessions JSON NOT NULL,
  people JSON NOT NULL,
  first_new INTEGER NOT NULL,
  spare_rows INTEGER NOT NULL,
  frozen_at INTEGER NOT NULL,
  printed_at INTEGER,
  returned JSON NOT NULL,
  counted JSON NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_sheets PRIMARY KEY (id)
);

CREATE INDEX ix_sheets_camp ON sheets (camp_id);

CREATE INDEX ix_sheets_code ON sheets (code);

CREATE TABLE sync_row (
  tbl VARCHAR NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  rev INTEGER NOT NULL,
  CONSTRAINT pk_sync_row PRIMARY KEY (tbl, id)
)
 WITHOUT ROWID;

CREATE TABLE sync_state (
  k VARCHAR NOT NULL,
  v VARCHAR NOT NULL,
  CONSTRAINT pk_sync_state PRIMARY KEY (k)
);

CREATE TABLE wings (
  kind VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  name_hi VARCHAR NOT NULL,
  name_en VARCHAR NOT NULL,
  parent_id BLOB,
  sort_order INTEGER NOT NULL,
  on_paper BOOLEAN NOT NULL,
  id BLOB NOT NULL,
  bucket VARCHAR NOT NULL,
  archived_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by VARCHAR NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by VARCHAR NOT NULL,
  _extra JSON,
  CONSTRAINT pk_wings PRIMARY KEY (id)
);

INSERT INTO capture (one, applying, bulk, usr, gen) VALUES (1, 0, 0, '', '');
