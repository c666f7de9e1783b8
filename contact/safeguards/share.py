"""How much may be deleted in one night without anybody asking why."""

# A small clinic may close twenty on one day. What makes more than half of all expire at once is rarely meant:
# a clock, a period of 1 day, the restore of an old backup.
FEW = 20
SHARE = 0.5
OVERRIDE = "manage.py delete_expired_requests --allow-many"


def fault(due, closed):
    if due <= FEW or due <= closed * SHARE:
        return ""
    return (
        f"{due} of {closed} closed requests would go in one night, so nothing is deleted: look at the clock and at how "
        f"long requests are kept, and if all is right, run {OVERRIDE}."
    )
