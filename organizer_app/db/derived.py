"""What this laptop derives from the roster: phones and wings one a row, and the full-text index, kept by triggers."""

TAIL_DIGITS = 10
_REVERSED = " || ".join(f"substr(json_extract(p.value, '$.number'), -{i}, 1)" for i in range(1, TAIL_DIGITS + 1))

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE member_search USING fts5(search_keys, content='members', content_rowid='n', "
    "prefix='1 2 3', tokenize='ascii', detail=none)"
)


def _phones(source: str) -> str:
    return (
        "INSERT OR REPLACE INTO member_phones(n, place, number, tail) "
        f"SELECT {source}.n, p.key, json_extract(p.value, '$.number'), {_REVERSED} "
        f"FROM json_each({source}.phones) p WHERE json_extract(p.value, '$.number') <> ''"
    )


def _wings(source: str) -> str:
    return f"INSERT OR IGNORE INTO member_wings(wing_id, n) SELECT w.value, {source}.n FROM json_each({source}.wings) w"


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
    rows = "(SELECT * FROM members WHERE n > :after AND n <= :upto) r"
    return (
        _phones("r").replace("FROM json_each", f"FROM {rows}, json_each"),
        _wings("r").replace("FROM json_each", f"FROM {rows}, json_each"),
        "INSERT INTO member_search(rowid, search_keys) "
        "SELECT n, search_keys FROM members WHERE n > :after AND n <= :upto ORDER BY n",
    )
