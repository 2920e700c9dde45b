"""The servers that a demo app talks to: real HTTP and HTTPS on loopback, answers from a file."""
