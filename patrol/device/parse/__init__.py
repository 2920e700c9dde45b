"""Text that a phone printed → values. Pure functions: they never raise and never guess; unknown is None."""
