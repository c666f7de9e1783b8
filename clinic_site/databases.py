"""How each kind of database is set so that nothing acknowledged is lost."""

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: the write is on the disk before the visitor reads "thank you"
    "foreign_keys": 1,
    "secure_delete": 1,
}


def database_settings(database):
    """Takes what a DATABASE_URL says, gives Django's settings for that database."""
    if database["ENGINE"].endswith("sqlite3"):
        return database | sqlite_settings()
    return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def sqlite_settings():
    pragmas = ";".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items())
    return {
        "CONN_MAX_AGE": None,
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }
