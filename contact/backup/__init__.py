"""Backups: the database and the media in one encrypted file, never readable on the disk."""
