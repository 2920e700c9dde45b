"""Android's own shell commands; formats are those of captured phones."""
