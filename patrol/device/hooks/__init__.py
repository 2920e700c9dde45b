"""Hooks in a running app: the table of what is watched, the agent, and the source of calls."""
