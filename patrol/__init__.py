"""patrol inspects Android apps by itself; ARCHITECTURE.md is the map."""

__version__ = "0.1.0"
