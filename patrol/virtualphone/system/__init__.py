"""What Android itself does on the virtual phone: activities, packages, windows, input, settings, log, and the commands
of its shell. Formats follow real captures of the stated Android version; what a phone would refuse is refused."""
