"""The name that emergency_account had before, as it stands in the instructions of clinics."""

from accounts.management.commands.emergency_account import Command

__all__ = ["Command"]
