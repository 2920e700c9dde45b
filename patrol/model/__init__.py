"""Frozen records: what patrol sees, records, judges and shows. Imports nothing of patrol but errors."""
