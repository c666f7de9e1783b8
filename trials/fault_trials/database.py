"""The database beside the site: what it holds, whether it is whole, and how it is locked or ended."""

import os
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import psycopg

POSTGRESQL = os.environ.get("DATABASE_URL", "")
TABLE = "contact_consultationrequest"


def name():
    if not POSTGRESQL:
        return f"SQLite {sqlite3.sqlite_version}"
    with closing(psycopg.connect(POSTGRESQL)) as connection:
        return "PostgreSQL " + connection.execute("SHOW server_version").fetchone()[0].split()[0]


def ask(site, sql):
    with closing(connect(site)) as connection:
        return [row[0] for row in connection.execute(sql).fetchall()]


def connect(site):
    if POSTGRESQL:
        return psycopg.connect(POSTGRESQL, autocommit=True)
    return sqlite3.connect(site.data_dir / "clinic.sqlite3", isolation_level=None, timeout=30)


def references(site):
    return set(ask(site, f"SELECT reference FROM {TABLE}"))


def is_whole(site):
    if not POSTGRESQL:
        return ask(site, "PRAGMA integrity_check") == ["ok"]
    with closing(connect(site)) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    indexes = "SELECT indexrelid FROM pg_stat_user_indexes WHERE relname LIKE 'contact_%'"
    checked = ask(site, f"SELECT bt_index_check(indexrelid, true) FROM ({indexes}) AS contact")
    return len(checked) > 0


@contextmanager
def locked(site):
    """Nobody else can write a request."""
    with closing(connect(site)) as connection:
        connection.execute("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
        if POSTGRESQL:
            connection.execute(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
        yield
        connection.execute("ROLLBACK")


def crash_and_restart():
    """PostgreSQL ends at once, without writing anything down, and starts again."""
    folder = os.environ["POSTGRESQL_FOLDER"]
    command = [f"{os.environ['POSTGRESQL_PROGRAMS']}/pg_ctl", f"--pgdata={folder}/data", f"--log={folder}/log"]
    postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run(
        [*postgres, *command, "--mode=immediate", "--wait", "restart"], check=True, stdout=subprocess.DEVNULL, cwd="/"
    )
