"""`python -m patrol`, and the `patrol` command."""

from __future__ import annotations


def main() -> None:
    from patrol.cli.main import run

    run()


if __name__ == "__main__":
    main()
