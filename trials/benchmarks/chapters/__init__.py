"""The report, one chapter for each part that was measured."""
