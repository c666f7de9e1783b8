"""A PostgreSQL database through pg_dump and pg_restore, which must have the server's version."""

import os
import shutil
import subprocess

from django.db import connection

from contact.backup.archive import BackupDamaged

KIND = "postgresql"
COPY, END_OF_ROWS = "COPY ", "\\."
REQUESTS, EVENTS = "contact_consultationrequest", "contact_requestevent"


class ProgramMissing(Exception):
    pass


def dump():
    content = run("pg_dump", "--format=custom", "--no-owner", "--no-acl")
    counts, _ = inspect(content)
    return content, counts


def inspect(content):
    """Reads the dump as text; gives its row counts and one sealed name with its reference, if there is one."""
    counts, sealed = {}, None
    for table, columns, line in rows_in(content):
        counts[table] = counts.get(table, -1) + 1
        if table == REQUESTS and line is not None and sealed is None:
            row = as_row(columns, line)
            sealed = (row["reference"], row["name"])
    return counts, sealed


def references_in(content):
    return {as_row(columns, line)["reference"] for _, columns, line in rows_in(content, REQUESTS) if line is not None}


def references_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM contact_consultationrequest")
        return {reference for (reference,) in cursor.fetchall()}


def newest_event_in(content):
    """Its id and its hash, as texts; None without one."""
    rows = (as_row(columns, line) for _, columns, line in rows_in(content, EVENTS) if line is not None)
    newest = max(rows, key=lambda row: int(row["id"]), default=None)
    return newest and [newest["id"], newest["hash"]]


def rows_in(content, *tables):
    """Each table of the dump with its columns and None, then with each of its lines."""
    only = [f"--table={table}" for table in tables]
    text = run("pg_restore", "--file=-", "--data-only", *only, given=content, connected=False).decode()
    table, columns = None, []
    for line in text.split("\n"):
        if table is None and line.startswith(COPY) and line.endswith("FROM stdin;"):
            table, columns = head_of(line)
            yield table, columns, None
        elif line == END_OF_ROWS:
            table = None
        elif table is not None:
            yield table, columns, line


def as_row(columns, line):
    return dict(zip(columns, line.split("\t"), strict=True))


def head_of(line):
    """The table and its columns in a line like `COPY public.auth_user (id, password) FROM stdin;`."""
    table, _, columns = line.removeprefix(COPY).removesuffix(") FROM stdin;").partition(" (")
    return table.split(".")[-1].strip('"'), [column.strip('"') for column in columns.split(", ")]


def is_there():
    return bool(connection.introspection.table_names())


def put_in_place(content):
    connection.close()
    run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction", given=content)


def run(program, *arguments, given=None, connected=True):
    if shutil.which(program) is None:
        raise ProgramMissing(f"{program} is missing: install the package postgresql-client in the server's version.")
    whereto = [f"--dbname={connection.settings_dict['NAME']}"] if connected else []
    done = subprocess.run(  # noqa: S603
        [program, *arguments, *whereto],
        input=given,
        env=os.environ | address(connection.settings_dict),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        # What the program says may quote rows, so it is not repeated.
        raise BackupDamaged(f"{program} failed with {done.returncode}.")
    return done.stdout


def address(database):
    """By environment, because other users of the machine can read arguments."""
    options = database.get("OPTIONS", {})
    given = {
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {name: str(value) for name, value in given.items() if value}
