"""A PostgreSQL database through its own programs, which must be of the server's version."""

import os
import shutil
import subprocess

from django.db import connection

from contact.backup.sealed_file import BackupNotWhole

KIND = "postgresql"
COPY, END_OF_ROWS = "COPY ", "\\."


class ProgramMissing(Exception):
    pass


def dump():
    content = run("pg_dump", "--format=custom", "--no-owner", "--no-acl")
    counts, _ = inspect(content)
    return content, counts


def inspect(content):
    """Reads the dump as text; gives its row counts and one sealed name with its reference, if there is one."""
    text = run("pg_restore", "--file=-", "--data-only", given=content, connected=False).decode()
    counts, sealed, table, columns = {}, None, None, []
    for line in text.split("\n"):
        if table is None and line.startswith(COPY) and line.endswith("FROM stdin;"):
            table, columns = head_of(line)
            counts[table] = 0
        elif line == END_OF_ROWS:
            table = None
        elif table is not None:
            counts[table] += 1
            if table == "contact_consultationrequest" and sealed is None:
                row = dict(zip(columns, line.split("\t"), strict=True))
                sealed = (row["reference"], row["name"])
    return counts, sealed


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
        raise BackupNotWhole(f"{program} failed with {done.returncode}.")
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
