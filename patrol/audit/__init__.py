"""Judging: checks look at what was recorded, the policy weighs what they say, and one result comes out."""
