"""Measured figures. The machine is shared and noisy, so each is a ratio of two things done in turn within one run."""
