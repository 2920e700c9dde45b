"""How well two builds are told apart: runs in memory, and what the comparison says of them against the truth."""
