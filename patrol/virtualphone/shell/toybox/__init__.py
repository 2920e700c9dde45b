"""Commands of every Android phone that are not Android's own: toybox's, and toolbox's before Android 6.

Importing this package registers them all."""

from patrol.virtualphone.shell.toybox import archives, copying, files, listing, processes, searching, sums, system, text

__all__ = ["archives", "copying", "files", "listing", "processes", "searching", "sums", "system", "text"]
