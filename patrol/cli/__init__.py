"""The command line: the only part of patrol that prints and exits."""
