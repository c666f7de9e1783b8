"""The database beside the site: what it holds, whether it is whole, and how it is locked or ended."""

import os
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import psycopg

POSTGRESQL = os.environ.get("DATABASE_URL", "")
REQUESTS = "contact_consultationrequest"
WHOLE = """SELECT bt_index_check(indexrelid, true) FROM
(SELECT indexrelid FROM pg_stat_user_indexes WHERE relname LIKE 'contact_%') AS contact"""


class Database:
    def __init__(self, data_dir):
        self.file = data_dir / "clinic.sqlite3"

    def connect(self):
        if POSTGRESQL:
            return psycopg.connect(POSTGRESQL, autocommit=True)
        return sqlite3.connect(self.file, isolation_level=None, timeout=30)

    @property
    def name(self):
        return f"PostgreSQL {self.ask('SHOW server_version')[0]}" if POSTGRESQL else f"SQLite {sqlite3.sqlite_version}"

    def ask(self, sql):
        """The first column."""
        with closing(self.connect()) as connection:
            return [row[0] for row in connection.execute(sql).fetchall()]

    def do(self, *statements):
        with closing(self.connect()) as connection:
            for sql in statements:
                connection.execute(sql)

    def references(self):
        return set(self.ask(f"SELECT reference FROM {REQUESTS}"))

    def is_whole(self):
        if not POSTGRESQL:
            return self.ask("PRAGMA integrity_check") == ["ok"]
        self.do("CREATE EXTENSION IF NOT EXISTS amcheck")
        return len(self.ask(WHOLE)) > 0

    @contextmanager
    def locked(self):
        """Nobody else can write a request."""
        with closing(self.connect()) as connection:
            connection.execute("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
            if POSTGRESQL:
                connection.execute(f"LOCK TABLE {REQUESTS} IN ACCESS EXCLUSIVE MODE")
            yield
            connection.execute("ROLLBACK")


def crash_and_restart():
    """PostgreSQL ends at once, without writing anything down, and starts again."""
    restart = "pg_ctl --pgdata=$POSTGRESQL_FOLDER/data --log=$POSTGRESQL_FOLDER/log --mode=immediate --wait restart"
    command = f'. .ci/postgresql.sh; as_postgres "$(postgresql_programs)"/{restart}'
    subprocess.run(["bash", "-c", command], check=True, stdout=subprocess.DEVNULL)
