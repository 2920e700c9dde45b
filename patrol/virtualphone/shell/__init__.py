"""The phone's shell: a small `sh`, toybox-like commands and an in-memory file system."""
