"""Screens as pictures. Loads PIL, so import it only where a picture is wanted."""
