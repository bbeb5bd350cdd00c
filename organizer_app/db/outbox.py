"""Change capture: triggers generated from the models put every change of a synced table into the outbox.

They call built-in SQL only, because under trusted_schema=off a trigger may not call a function of ours.
"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import JSON, Boolean, Column, LargeBinary, Table

from organizer_app.models import sent_columns, synced_tables
from organizer_app.models.base import LOCAL_BUCKET

COLUMNS = "op_id, tbl, id, bucket, kind, f, was, base, at, usr, gen, tx, state"
NOW = "coalesce(c.clock, CAST(unixepoch('subsec') * 1000 AS INTEGER))"
OP_ID = f"printf('%012x', {NOW}) || lower(hex(randomblob(10)))"


def _json(column: Column[object], row: str) -> str:
    """The column of a row as an SQL expression that json_object renders by the column's type."""
    name = f'{row}."{column.name}"'
    if isinstance(column.type, LargeBinary):
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"
    if isinstance(column.type, JSON):
        return f"json({name})"
    if isinstance(column.type, Boolean):
        return f"json(CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)"
    return name


def _quoted(name: str) -> str:
    return "'" + name + "'"


def _pair(table: Table, name: str, row: str, when: str) -> str:
    return f"SELECT {_quoted(name)} AS k, json_quote({_json(table.c[name], row)}) AS v WHERE {when}"


def _object(pairs: Iterable[str]) -> str:
    return f"(SELECT json_group_object(k, json(v)) FROM ({' UNION ALL '.join(pairs)}))"


def _member(column: Column[object], row: str) -> str:
    """SQL for the text of one member of a JSON object; NULL for a column that is NULL."""
    name = f'{row}."{column.name}"'
    if isinstance(column.type, LargeBinary):
        value = f"'\"' || lower(hex({name})) || '\"'"
    elif isinstance(column.type, JSON):
        value = f"json({name})"
    else:
        value = f"json_quote({_json(column, row)})"
    text = f"""'"{column.name}":' || {value}"""
    return f"CASE WHEN {name} IS NOT NULL THEN {text} END" if column.nullable else text


def whole_row(table: Table, row: str, *more: str) -> str:
    """SQL for a JSON object of all sent columns of a row, without the NULL ones. `more`: SQL for members beside them.

    Put together as text: json_group_object over a compound SELECT took twice as long, for each row of an import.
    """
    members = ", ".join((*(_member(table.c[n], row) for n in sent_columns(table)), *more))
    return f"'{{' || concat_ws(',', {members}) || '}}'"


def _newer(table: Table, row: str) -> str:
    """SQL for the members that a newer program set and this one has no column for; NULL when there is none."""
    ours = ", ".join(f"""'$."{column.name}"'""" for column in table.c)
    rest = f"""json_remove({row}."_extra", {ours})"""
    return f"nullif(substr({rest}, 2, length({rest}) - 2), '')"


def _changed(table: Table, values: str) -> str:
    """SQL for a JSON object of the columns that differ, with the values of row `values` (NEW or OLD).

    The old values hold the bucket too, so that undo can put a record back where it was.
    """
    names = [*sent_columns(table), "bucket"] if values == "OLD" else sent_columns(table)
    return _object(_pair(table, n, values, f'NEW."{n}" IS NOT OLD."{n}"') for n in names)


def insert_values(table: Table, row: str, at: str = NOW, *more: str) -> str:
    """The SELECT list of one outbox row for a new record `row`, beside capture as c."""
    return (
        f"{OP_ID}, {_quoted(table.name)}, {row}.id, {row}.bucket, 'patch', {whole_row(table, row, *more)}, NULL, 0, "
        f"{at}, c.usr, c.gen, c.tx, 'waiting'"
    )


def triggers(table: Table) -> dict[str, str]:
    """The capture triggers of one table by name."""
    t = table.name
    differs = " OR ".join(f'NEW."{n}" IS NOT OLD."{n}"' for n in [*sent_columns(table), "bucket"])
    base = f"coalesce((SELECT s.rev FROM sync_row s WHERE s.tbl = {_quoted(t)} AND s.id = NEW.id), 0)"
    placed = f"OLD.bucket = '{LOCAL_BUCKET}' AND NEW.bucket <> OLD.bucket"
    return {
        f"{t}_captured_insert": f"""CREATE TRIGGER {t}_captured_insert AFTER INSERT ON {t}
WHEN (SELECT applying + bulk FROM capture) = 0 BEGIN
INSERT INTO outbox({COLUMNS}) SELECT {insert_values(table, "NEW")} FROM capture c;
END""",
        # A row that leaves `local` is sent whole, because nobody else has seen it.
        f"{t}_captured_update": f"""CREATE TRIGGER {t}_captured_update AFTER UPDATE ON {t}
WHEN (SELECT applying FROM capture) = 0 AND ({differs}) BEGIN
INSERT INTO outbox({COLUMNS}) SELECT {OP_ID}, {_quoted(t)}, NEW.id, NEW.bucket, 'patch',
CASE WHEN {placed} THEN {whole_row(table, "NEW")} ELSE {_changed(table, "NEW")} END,
{_changed(table, "OLD")}, {base}, {NOW}, c.usr, c.gen, c.tx, 'waiting' FROM capture c;
END""",
        f"{t}_captured_delete": f"""CREATE TRIGGER {t}_captured_delete AFTER DELETE ON {t}
WHEN (SELECT applying FROM capture) = 0 BEGIN
INSERT INTO outbox({COLUMNS}) SELECT {OP_ID}, {_quoted(t)}, OLD.id, OLD.bucket, 'erase', '{{}}', NULL,
coalesce((SELECT s.rev FROM sync_row s WHERE s.tbl = {_quoted(t)} AND s.id = OLD.id), 0),
{NOW}, c.usr, c.gen, c.tx, 'waiting' FROM capture c;
END""",
    }


@cache
def capture_triggers() -> dict[str, str]:
    """Every capture trigger by name, for all synced tables, not to be changed. Each opening of a database asks for
    them: to put them together took as long as all the rest of it.
    """
    return {name: sql for table in synced_tables() for name, sql in triggers(table).items()}


def bulk_insert_sql(table: Table) -> str:
    """One statement that writes the outbox rows of records with :after < rowid <= :upto, for bulk imports.

    It must give the same rows as the insert trigger; a test compares them.
    """
    return (
        f"INSERT INTO outbox({COLUMNS}) SELECT {insert_values(table, 'r')} "
        f"FROM {table.name} r, capture c WHERE r.rowid > :after AND r.rowid <= :upto ORDER BY r.rowid"
    )


@cache
def send_again_sql(table: Table) -> str:
    """One statement that puts records whole into the outbox, as old as they are, with what a newer program said of
    them; `ids` is a JSON list of hex texts.
    """
    values = insert_values(table, "r", "r.changed_at", _newer(table, "r"))
    return (
        f"INSERT INTO outbox({COLUMNS}) SELECT {values} FROM json_each(:ids) k "
        f"CROSS JOIN {table.name} r ON r.id = unhex(k.value) CROSS JOIN capture c"
    )
