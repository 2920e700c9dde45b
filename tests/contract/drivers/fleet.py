"""Which drivers the suite runs, on which phones."""

from pathlib import Path

MODEL = Path(__file__).parents[2] / "data" / "apps" / "contract" / "build.yaml"
IN_PROCESS = "in-process"
PHONES = tuple(f"{driver}-{android}" for android in ("9", "12", "15") for driver in ("uiautomator2", "shell"))
