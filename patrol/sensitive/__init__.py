"""Finding values in bytes: known ones in every shape, and what looks sensitive by itself. Pure; knows no run."""
