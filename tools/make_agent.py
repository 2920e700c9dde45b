"""Makes what patrol ships ready-made of other languages: `make agent`.

- patrol/device/agent/agent.js: the Frida agent, of src/*.ts and the packages in package-lock.json (`npm ci`);
- patrol/virtualphone/jvm/host/: class files of java/, by a javac of Java 17 or later.

Beside each lies a file of sums, which the tests compare: a bundle that is older than its sources fails them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import frida

from patrol.device.hooks import agent
from patrol.virtualphone.jvm import shipped

SOURCES = "src/index.ts"


def build(folder: Path) -> str:
    """The bundle of the sources in `folder`, whose node_modules are in place. Exits with the compiler's words when
    there are type errors."""
    compiler = frida.Compiler()
    said: list[str] = []
    compiler.on("diagnostics", lambda found: said.extend(map(str, found)))
    try:
        bundle: str = compiler.build(
            SOURCES, project_root=str(folder), compression="terser", source_maps="omitted", type_check="full"
        )
    except frida.InvalidArgumentError as error:
        sys.exit("\n".join([str(error), *said]))
    return bundle


def make_bundle() -> None:
    if not (agent.FOLDER / "node_modules" / "frida-java-bridge").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=agent.FOLDER, check=True)
    agent.BUNDLE.write_text(build(agent.FOLDER), "utf-8")
    agent.PROOF.write_text(agent.proof(), "utf-8")


def make_host() -> None:
    shutil.rmtree(shipped.CLASSES, ignore_errors=True)
    command = ["javac", "--release", "17", "-g:source,lines", "-proc:none", "-d", str(shipped.CLASSES)]
    subprocess.run([*command, *map(str, shipped.sources())], check=True)
    shipped.PROOF.write_text(shipped.proof(), "utf-8")


if __name__ == "__main__":
    make_bundle()
    make_host()
