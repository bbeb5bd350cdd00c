"""What this laptop derives from the roster (phones and wings one a row, the full-text index) and from the areas."""

from organizer_app.domain.search_keys import WITHIN

TAIL_DIGITS = 10
WITHIN_BYTES = 8  # of an area's id; of a million areas two have the same with a chance of one in thirty million
TREES = {"place": "parent_id", "seat": "constituency_id"}
# What is no object has neither; json_extract would stop at it with an error.
_NUMBER, _PROBLEM = (
    f"coalesce(CASE p.type WHEN 'object' THEN json_extract(p.value, '$.{part}') END, '')"
    for part in ("number", "problem")
)
_REVERSED = " || ".join(f"substr(p.number, -{i}, 1)" for i in range(1, TAIL_DIGITS + 1))

# Whoever is not on the roster has no words in the index. What is kept in it is this view, row by row.
SEARCH_VIEW = "CREATE VIEW member_search_words AS SELECT m.n AS n, {words} AS words FROM members m"
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE member_search USING fts5(words, content='member_search_words', content_rowid='n', "
    "prefix='1 2 3', tokenize=\"ascii tokenchars '=#@'\", detail=none, columnsize=0)"
)
_ROWS = "(SELECT * FROM members WHERE n > :after AND n <= :upto) r, "


def _phones(row: str, beside: str = "") -> str:
    # LIMIT keeps the inner query apart, so that each number is taken out of the JSON once and not thirteen times.
    return (
        "INSERT OR REPLACE INTO member_phones(n, place, number, tail, problem) "
        f"SELECT p.n, p.place, p.number, {_REVERSED}, p.problem "
        f"FROM (SELECT {row}.n AS n, p.key AS place, {_NUMBER} AS number, {_PROBLEM} AS problem "
        f"FROM {beside}json_each({row}.phones) p LIMIT -1) p WHERE p.number <> '' OR p.problem <> ''"
    )


def _wings(row: str, beside: str = "") -> str:
    return (
        f"INSERT OR IGNORE INTO member_wings(wing_id, n) SELECT w.value, {row}.n FROM {beside}json_each({row}.wings) w"
    )


def _place(area: str, row: str) -> str:
    """The words of the place that `row` names in its column `area`."""
    return f"coalesce((SELECT a.place_keys FROM areas a WHERE a.id = {row}.{area}), '')"


def _words(row: str, place: str = "", seat: str = "") -> str:
    """What the index holds of a row of members."""
    place, seat = place or _place("area_id", row), seat or _place("seat_id", row)
    live = f"{row}.archived_at IS NULL AND {row}.merged_into IS NULL"
    return f"CASE WHEN {live} THEN {row}.search_keys || ' ' || {place} || ' ' || {seat} ELSE '' END"


def _search_in(rows: str) -> str:
    return f"INSERT INTO member_search(rowid, words) {rows}"


def _search_out(rows: str) -> str:
    return f"INSERT INTO member_search(member_search, rowid, words) {rows}"


def _search_moved(after: str) -> str:
    """Of everybody at an area that changed: out with the words it gave, in with those it gives (`after`)."""
    changed = []
    for put, head, which in (
        (_search_out, "SELECT 'delete', m.n", "OLD.place_keys"),
        (_search_in, "SELECT m.n", after),
    ):
        place, seat = (f"CASE WHEN m.{c} IS OLD.id THEN {which} ELSE {_place(c, 'm')} END" for c in _AREAS)
        here = "FROM members m WHERE m.area_id = OLD.id OR m.seat_id = OLD.id"
        changed.append(put(f"{head}, {_words('m', place, seat)} {here}"))
    return "; ".join(changed)


_AREAS = ("area_id", "seat_id")
# By wing first, as the table is kept: by number alone the whole of it would be read for each person.
_WINGS_OUT = (
    "DELETE FROM member_wings WHERE n = OLD.n AND wing_id IN (SELECT CAST(value AS TEXT) FROM json_each(OLD.wings))"
)
_SEARCH_IN = _search_in(f"SELECT NEW.n, {_words('NEW')}")
_SEARCH_OUT = _search_out(f"SELECT 'delete', OLD.n, {_words('OLD')}")
# By what two entries are compared (domain.likeness): whoever's changed is looked at again.
_COMPARED = (
    *("name", "name_other", "guardian", "relation", "gender", "birth_year", "phones", "place", "area_id"),
    *("archived_at", "merged_into"),
)
_SHAPES_WORDS = ("search_keys", *_AREAS, "archived_at", "merged_into")


def derived_triggers() -> dict[str, str]:
    """The triggers by name. Inserts in bulk skip them; see bulk_statements."""
    return {
        "members_derived_insert": f"""CREATE TRIGGER members_derived_insert AFTER INSERT ON members
WHEN (SELECT bulk FROM capture) = 0 BEGIN
{_phones("NEW")}; {_wings("NEW")}; {_SEARCH_IN};
END""",
        "members_derived_phones": f"""CREATE TRIGGER members_derived_phones AFTER UPDATE OF phones ON members
WHEN NEW.phones IS NOT OLD.phones BEGIN
DELETE FROM member_phones WHERE n = NEW.n; {_phones("NEW")};
END""",
        "members_derived_wings": f"""CREATE TRIGGER members_derived_wings AFTER UPDATE OF wings ON members
WHEN NEW.wings IS NOT OLD.wings BEGIN
{_WINGS_OUT}; {_wings("NEW")};
END""",
        "members_derived_search": f"""CREATE TRIGGER members_derived_search
AFTER UPDATE OF {", ".join(_SHAPES_WORDS)} ON members
WHEN {" OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in _SHAPES_WORDS)} BEGIN
{_SEARCH_OUT}; {_SEARCH_IN};
END""",
        "areas_derived_search": f"""CREATE TRIGGER areas_derived_search AFTER UPDATE OF place_keys ON areas
WHEN NEW.place_keys IS NOT OLD.place_keys BEGIN
{_search_moved("NEW.place_keys")};
END""",
        "areas_derived_delete": f"""CREATE TRIGGER areas_derived_delete AFTER DELETE ON areas
WHEN OLD.place_keys <> '' BEGIN
{_search_moved("''")};
END""",
        "members_derived_delete": f"""CREATE TRIGGER members_derived_delete AFTER DELETE ON members BEGIN
DELETE FROM member_phones WHERE n = OLD.n; {_WINGS_OUT}; {_SEARCH_OUT};
DELETE FROM duplicates_found WHERE first = OLD.n OR second = OLD.n;
-- no OR IGNORE: an upsert around the trigger overrules it
INSERT INTO duplicates_stale SELECT OLD.n WHERE OLD.n NOT IN (SELECT n FROM duplicates_stale);
END""",
        "members_derived_stale": f"""CREATE TRIGGER members_derived_stale
AFTER UPDATE OF {", ".join(_COMPARED)} ON members
WHEN {" OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in _COMPARED)} BEGIN
INSERT INTO duplicates_stale SELECT NEW.n WHERE NEW.n NOT IN (SELECT n FROM duplicates_stale);
END""",
    }


def bulk_statements() -> tuple[str, ...]:
    """Statements that derive the rows :after < n <= :upto, after a bulk insert."""
    return (
        _phones("r", _ROWS),
        _wings("r", _ROWS),
        _search_in(f"SELECT m.n, {_words('m')} FROM members m WHERE m.n > :after AND m.n <= :upto ORDER BY m.n"),
    )


# In which places somebody lies who is at this area, for a search within one, and what these places are called.
_UNNAMED = "('state', 'division', 'lok_sabha', 'vidhan_sabha')"  # nobody is looked for by these
_PLACE_KEYS = (
    f"coalesce((SELECT group_concat('{WITHIN}' || lower(hex(substr(p.above, 1, {WITHIN_BYTES}))) || CASE WHEN "
    f"p.tree = 'place' AND a.level NOT IN {_UNNAMED} THEN ' ' || a.search_keys ELSE '' END, ' ' "
    "ORDER BY p.tree, p.depth, p.above) FROM area_paths p JOIN areas a ON a.id = p.above WHERE p.below = areas.id), '')"
)


def within(area: bytes) -> str:
    """The word in the index of everybody at an area or below it."""
    return WITHIN + area[:WITHIN_BYTES].hex()


def area_path_statements() -> tuple[str, ...]:
    """Statements that compute anew which area lies in which, for both trees, and by what its people are found.

    Every area lies in itself at depth 0.
    """
    return (
        "DELETE FROM area_paths",
        *(
            "INSERT OR IGNORE INTO area_paths(above, tree, below, depth) "
            "WITH RECURSIVE up(above, below, depth) AS ("
            "  SELECT id, id, 0 FROM areas WHERE archived_at IS NULL"
            f" UNION SELECT a.{column}, up.below, up.depth + 1 FROM up JOIN areas a ON a.id = up.above"
            f"  WHERE a.{column} IS NOT NULL AND up.depth < 12"
            f") SELECT above, '{tree}', below, depth FROM up ORDER BY 1, 3"
            for tree, column in TREES.items()
        ),
        f"UPDATE areas SET place_keys = {_PLACE_KEYS} WHERE place_keys <> {_PLACE_KEYS}",
    )


def rebuild_statements() -> tuple[str, ...]:
    """Statements that make everything derived anew; they take the same values as bulk_statements."""
    return (
        "DELETE FROM member_phones",
        "DELETE FROM member_wings",
        "DROP TABLE IF EXISTS member_search",
        "DROP VIEW IF EXISTS member_search_words",
        SEARCH_VIEW.format(words=_words("m")),
        SEARCH_TABLE,
        "INSERT INTO member_search(member_search, rank) VALUES ('secure-delete', 1)",
        *bulk_statements(),
    )
