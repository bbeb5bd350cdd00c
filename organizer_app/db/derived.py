"""What this laptop derives from the roster (phones and wings one a row, the full-text index) and from the areas."""

TAIL_DIGITS = 10
TREES = {"place": "parent_id", "seat": "constituency_id"}
# What is no object has neither; json_extract would stop at it with an error.
_NUMBER, _PROBLEM = (
    f"coalesce(CASE p.type WHEN 'object' THEN json_extract(p.value, '$.{part}') END, '')"
    for part in ("number", "problem")
)
_REVERSED = " || ".join(f"substr(p.number, -{i}, 1)" for i in range(1, TAIL_DIGITS + 1))

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE member_search USING fts5(search_keys, content='members', content_rowid='n', "
    "prefix='1 2 3', tokenize='ascii', detail=none)"
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


_SEARCH_IN = "INSERT INTO member_search(rowid, search_keys) VALUES (NEW.n, NEW.search_keys)"
_SEARCH_OUT = "INSERT INTO member_search(member_search, rowid, search_keys) VALUES ('delete', OLD.n, OLD.search_keys)"


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
DELETE FROM member_wings WHERE n = OLD.n; {_wings("NEW")};
END""",
        "members_derived_search": f"""CREATE TRIGGER members_derived_search AFTER UPDATE OF search_keys ON members
WHEN NEW.search_keys IS NOT OLD.search_keys BEGIN
{_SEARCH_OUT}; {_SEARCH_IN};
END""",
        "members_derived_delete": f"""CREATE TRIGGER members_derived_delete AFTER DELETE ON members BEGIN
DELETE FROM member_phones WHERE n = OLD.n; DELETE FROM member_wings WHERE n = OLD.n; {_SEARCH_OUT};
END""",
    }


def bulk_statements() -> tuple[str, ...]:
    """Statements that derive the rows :after < n <= :upto, after a bulk insert."""
    return (
        _phones("r", _ROWS),
        _wings("r", _ROWS),
        "INSERT INTO member_search(rowid, search_keys) "
        "SELECT n, search_keys FROM members WHERE n > :after AND n <= :upto ORDER BY n",
    )


def area_path_statements() -> tuple[str, ...]:
    """Statements that compute anew which area lies in which, for both trees; every area lies in itself at depth 0."""
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
    )


def rebuild_statements() -> tuple[str, ...]:
    """Statements that make everything derived anew; they take the same values as bulk_statements."""
    return (
        "DELETE FROM member_phones",
        "DELETE FROM member_wings",
        "DROP TABLE IF EXISTS member_search",
        SEARCH_TABLE,
        "INSERT INTO member_search(member_search, rank) VALUES ('secure-delete', 1)",
        *bulk_statements(),
    )
