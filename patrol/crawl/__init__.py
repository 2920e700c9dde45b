"""Finds the pages of an app: identity (Screen → page), settle, strategy (what next), explorer (do it)."""
