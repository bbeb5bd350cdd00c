"""SQLAlchemy mapped dataclasses, one file per feature: the whole schema in one look."""

from organizer_app.models.areas import Area, AreaPath
from organizer_app.models.attendance import Attendance, DayClose, Sheet
from organizer_app.models.audit import Audit
from organizer_app.models.base import Base, Policy, Record, sent_columns, synced_tables
from organizer_app.models.camps import Camp, CampSession, Expense, Invitation, Invitee, Quota
from organizer_app.models.capture import Act, Capture, ImportJob, ImportSeen, Outbox, SyncRow, SyncState
from organizer_app.models.committees import CommitteeSeat
from organizer_app.models.conflicts import Conflict
from organizer_app.models.directives import Directive, DirectiveAnswer, Duty
from organizer_app.models.drives import Drive, Tally, Target
from organizer_app.models.groups import Group, GroupCount
from organizer_app.models.members import Consent, Member, MemberPhone, MemberWing, Post
from organizer_app.models.merges import Distinction, DuplicateFound, DuplicateStale, Merge
from organizer_app.models.notices import Notice
from organizer_app.models.operators import Operator, OperatorPin
from organizer_app.models.organisation import Organisation, Wing
from organizer_app.models.rollups import Rollup
from organizer_app.models.saved_lists import SavedList
from organizer_app.models.sync import Cursor, Erasure, Want

__all__ = [
    "Act",
    "Area",
    "AreaPath",
    "Attendance",
    "Audit",
    "Base",
    "Camp",
    "CampSession",
    "Capture",
    "CommitteeSeat",
    "Conflict",
    "Consent",
    "Cursor",
    "DayClose",
    "Directive",
    "DirectiveAnswer",
    "Distinction",
    "Drive",
    "DuplicateFound",
    "DuplicateStale",
    "Duty",
    "Erasure",
    "Expense",
    "Group",
    "GroupCount",
    "ImportJob",
    "ImportSeen",
    "Invitation",
    "Invitee",
    "Member",
    "MemberPhone",
    "MemberWing",
    "Merge",
    "Notice",
    "Operator",
    "OperatorPin",
    "Organisation",
    "Outbox",
    "Policy",
    "Post",
    "Quota",
    "Record",
    "Rollup",
    "SavedList",
    "Sheet",
    "SyncRow",
    "SyncState",
    "Tally",
    "Target",
    "Want",
    "Wing",
    "sent_columns",
    "synced_tables",
]
