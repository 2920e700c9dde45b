"""Hooks in a running app: the table of what is watched, the agent, and the source of calls.

`wanted` makes the table that the agent reads, `messages` knows all that the agent says and can be asked, `agent` gives
the bundle.
"""
