"""The password control: finds the fields that passwords go into, and tries on each what must not work.

`Watch` listens while journeys are played: which fields they type into, how the keys lie, what is left in memory.
`PasswordPhase` then walks to each field again and tries: keyboard, pictures, tree, events, clipboard, autofill, a
second opening, wrong passwords where that is allowed.
"""

from patrol.passwords.phase import PasswordPhase
from patrol.passwords.watch import Watch

__all__ = ["PasswordPhase", "Watch"]
