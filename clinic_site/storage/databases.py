"""How each kind of database is set so that nothing acknowledged is lost."""

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: the write is on the disk before the visitor reads "thank you"
    "foreign_keys": 1,
    "secure_delete": 1,
}


# Milliseconds, for whoever answers visitors. Two of them in a row, the answer that failed and the page that says so,
# must end before the 60 seconds of nginx and gunicorn. A lock is waited for as long as an ordinary piece of work takes.
POSTGRESQL_TIMEOUTS = {"lock_timeout": 10_000, "statement_timeout": 25_000}


def database_settings(database, timeouts=True, must_exist=False):
    """Takes what a DATABASE_URL says, gives Django's settings for that database.

    `timeouts` are for PostgreSQL; SQLite has its own below. With `must_exist` a missing SQLite file is an error.
    """
    if database["ENGINE"].endswith("sqlite3"):
        return database | sqlite_settings() | {"MUST_EXIST": must_exist}
    return database | postgresql_settings(database.get("OPTIONS", {}), timeouts)


def postgresql_settings(options, timeouts):
    limits = [f"-c {name}={limit}" for name, limit in POSTGRESQL_TIMEOUTS.items()] if timeouts else []
    # What a DATABASE_URL says itself comes last, and counts.
    words = " ".join(filter(None, [*limits, options.get("options")]))
    return {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | ({"options": words} if words else {}),
    }


def sqlite_settings():
    pragmas = ";".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items())
    return {
        "ENGINE": "clinic_site.storage.sqlite3",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }
