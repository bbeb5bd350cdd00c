"""What the kinds of records and their fields are called, for conflicts, refusals and lists of what waits."""

from collections.abc import Mapping

from organizer_app.domain.words import N_, translate

_TABLES = {
    "areas": N_("Place"),
    "attendance": N_("Mark"),
    "audit": N_("Access to data"),
    "camps": N_("Camp"),
    "committee_seats": N_("Seats of a committee"),
    "conflicts": N_("Conflict"),
    "consents": N_("Consent"),
    "day_closes": N_("Day's closing"),
    "distinctions": N_("Two different people"),
    "expenses": N_("Expense"),
    "invitations": N_("Invitation"),
    "invitees": N_("Invited person"),
    "members": N_("Person"),
    "merges": N_("Merging of two entries"),
    "notices": N_("Notice"),
    "operators": N_("Person at the laptop"),
    "organisations": N_("Organisation"),
    "posts": N_("Office"),
    "quotas": N_("Quota"),
    "rollups": N_("Count for the state"),
    "saved_lists": N_("Saved list"),
    "sessions": N_("Session"),
    "sheets": N_("Attendance sheet"),
    "wings": N_("Wing"),
}
_EVERYWHERE = {
    "*": N_("Whole change"),
    "archived_at": N_("Taken out"),
    "area_id": N_("Place"),
    "at": N_("When"),
    "by": N_("By whom"),
    "camp_id": N_("Camp"),
    "day": N_("Day"),
    "from_on": N_("From"),
    "level": N_("Level"),
    "member_id": N_("Person"),
    "name_en": N_("English name"),
    "name_hi": N_("Hindi name"),
    "notes": N_("Note"),
    "sort_order": N_("Order"),
    "title": N_("Title"),
    "to_on": N_("To"),
    "venue": N_("Venue"),
    "wing_id": N_("Wing"),
}
_FIELDS = {
    "members": {
        "address": N_("Address"),
        "birth_year": N_("Birth year"),
        "card_no": N_("Card number"),
        "gender": N_("Gender"),
        "guardian": N_("Father or husband"),
        "honorific": N_("Title before the name"),
        "languages": N_("Languages"),
        "merged_into": N_("Same person as"),
        "name": N_("Name"),
        "name_other": N_("Name in the other script"),
        "phones": N_("Phone"),
        "place": N_("Village or ward"),
        "platforms": N_("Platforms"),
        "relation": N_("Relation"),
        "review_on": N_("Ask again on"),
        "seat_id": N_("Assembly seat"),
        "skills": N_("Skills"),
        "source": N_("Source"),
        "status": N_("Status"),
        "status_on": N_("Status since"),
        "wings": N_("Wings"),
        "posts": N_("Office"),
        "consents": N_("Consent"),
    },
    "camps": {
        "capacity": N_("Capacity"),
        "kind": N_("Kind"),
        "link": N_("Link"),
        "status": N_("Status"),
        "copy_of": N_("Own record of"),
        "districts": N_("Districts asked"),
        "host": N_("Run by the laptop"),
    },
    "invitees": {
        "home_bucket": N_("District"),
        "name": N_("Name"),
        "name_other": N_("Name in the other script"),
        "phone": N_("Phone"),
        "post": N_("Office"),
    },
    "sessions": {"starts": N_("Starts"), "ends": N_("Ends"), "trainers": N_("Trainers")},
    "attendance": {"mark": N_("Mark"), "session_id": N_("Session")},
    "invitations": {
        "serial": N_("Serial"),
        "stands_for_id": N_("In place of"),
        "state": N_("Answer"),
        "walk_in": N_("Walk-in"),
    },
    "expenses": {
        "amount": N_("Amount"),
        "kind": N_("Kind"),
        "quantity": N_("Quantity"),
        "vendor": N_("Vendor"),
        "what": N_("For what"),
    },
    "quotas": {"post": N_("Office"), "wanted": N_("How many")},
    "sheets": {"returned": N_("Pages returned"), "counted": N_("Signatures counted")},
    "day_closes": {"closed_at": N_("Closed"), "reopened": N_("Why it was opened again")},
    "rollups": {"as_of": N_("As of"), "measure": N_("What is counted"), "value": N_("How many")},
    "consents": {"purpose": N_("Purpose"), "channel": N_("Channel"), "state": N_("Answer"), "given_by": N_("Given by")},
    "merges": {"gone_id": N_("Entry merged"), "undone_at": N_("Taken apart")},
    "distinctions": {"other_id": N_("Other person")},
    "committee_seats": {"seats": N_("Seats")},
    "operators": {"name": N_("Name"), "role": N_("Role")},
    "notices": {"purpose": N_("Purpose"), "version": N_("Version")},
}


def table_name(table: str) -> str:
    """The kind of record in the language in force; the table's own name for one of a newer program."""
    return translate(_TABLES.get(table, table))


def field_name(table: str, field: str) -> str:
    """The field in the language in force; a name without a word here is shown as it is, without underscores."""
    own: Mapping[str, str] = _FIELDS.get(table, {})
    known = own.get(field) or _EVERYWHERE.get(field)
    return translate(known) if known else field.removesuffix("_id").replace("_", " ")
