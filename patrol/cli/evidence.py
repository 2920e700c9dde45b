"""`patrol evidence`: a folder or zip for the compliance officer, and whether one was changed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol import temporary
from patrol.cli.options import OneOf, run_argument
from patrol.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol.report.evidence.sums import Checked

MOST_BYTES = 2 << 30
"""Of a zip, unpacked: more is no pack of ours."""


class _Commands(click.Group):
    """`patrol evidence RUN` packs; the other words are commands of their own."""

    default = "pack"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        if words and words[0] not in self.commands and "-h" not in args and "--help" not in args:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@click.group("evidence", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Pack a judged run for the compliance officer, and check whether a pack was changed.

    `patrol evidence RUN` is short for `patrol evidence pack RUN`.

    \b
    Examples:
      patrol evidence reports/latest
      patrol evidence verify evidence-demo.zip
    """


@command.command("pack")
@run_argument()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder, or FILE.zip (default: evidence.zip in the run folder).",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Private key (Ed25519, PEM) to sign with; `patrol evidence keygen` makes one.",
)
@click.option("--pdf", is_flag=True, help="Also print it as PDF, with a Chromium, Chrome or Edge.")
@click.option("--browser", default="", metavar="PATH", help="The browser to print with.")
@click.option("--all", "everything", is_flag=True, help="Also findings of checks that speak to no clause.")
@click.option("--lang", type=OneOf(["zh", "en"]), default="zh", show_default=True, help="Language that stands first.")
def pack_command(
    run: Path, out: Path | None, key: Path | None, pdf: bool, browser: str, everything: bool, lang: str
) -> int:
    """Write the findings of a judged run by clause, with screenshots, calls, requests and flows: as pages, as an Excel
    workbook and as files, with their SHA-256 sums, and print where it is.

    \b
    Examples:
      patrol evidence pack reports/latest
      patrol evidence pack reports/latest --out build/evidence --pdf
      patrol evidence pack reports/latest --out evidence.zip --key officer.pem
    """
    from patrol.cli.judging import judged
    from patrol.device.browser import find_browser
    from patrol.report.evidence.pack import PAPER, pack, zipped
    from patrol.report.evidence.sums import sealed

    printer = find_browser(browser) if pdf else None
    folder, result = judged(run)
    files = pack(result, folder, lang, everything=everything)
    if printer:
        files[PAPER] = _paper(files, result.environment.started_at, printer)
    files = sealed(files, key.read_bytes() if key else None)
    target = out or folder.path / "evidence.zip"
    if target.suffix == ".zip":
        _write(target, zipped(files, f"evidence-{result.environment.run_id}"))
    else:
        _write_folder(target, files)
    click.echo(str(target))
    return 0


@command.command("verify")
@click.argument("pack", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Public key (PEM) that must have signed it.",
)
def verify_command(pack: Path, key: Path | None) -> int:
    """Tell whether a pack (folder or zip) is still what it was: exit code 0 unchanged, 1 changed, 2 no pack.

    \b
    Examples:
      patrol evidence verify evidence.zip
      patrol evidence verify build/evidence --key officer.pem.pub
    """
    from patrol.report.evidence.sums import verify

    checked = verify(_read(pack), key.read_bytes() if key else None)
    for word, names in (("changed", checked.changed), ("added", checked.added), ("removed", checked.removed)):
        for name in names:
            click.echo(f"{word}: {name!r}" if not name.isprintable() else f"{word}: {name}")
    for fault in checked.faults:
        click.echo(fault)
    click.echo(_verdict(pack, checked))
    return 0 if checked.intact else 1


@command.command("keygen")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def keygen_command(file: Path) -> int:
    """Make a key to sign packs with: FILE is the private key (keep it), FILE.pub the public one (hand it out).

    \b
    Examples:
      patrol evidence keygen officer.pem
    """
    import os

    from patrol.report.evidence.sums import fingerprint_of, new_key

    public_file = file.with_name(f"{file.name}.pub")
    for path in (file, public_file):
        if path.exists():
            raise ConfigError(
                f"{path} exists already.", advice="Name another file; a key that is gone cannot be made anew."
            )
    private, public = new_key()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(private)
    except OSError as error:
        raise ConfigError(f"{file} could not be written: {error.strerror}.", advice="Name another file.") from error
    _write(public_file, public)
    click.echo(f"{file}  {public_file}  {fingerprint_of(public)}")
    return 0


def _verdict(pack: Path, checked: Checked) -> str:
    if checked.changed or checked.added or checked.removed:
        return f"{pack}: CHANGED since it was made."
    if checked.faults:
        return f"{pack}: NOT PROVED. Its files fit SHA256SUMS, but nothing vouches for the sums themselves."
    count = f"{checked.files} files"
    if not checked.signed_by:
        return f"{pack}: unchanged, {count}; not signed, so the sums themselves are vouched for by nobody."
    known = "the key that was asked for" if checked.expected_key else "a key that nobody was asked about (--key)"
    return f"{pack}: unchanged, {count}; signed by {checked.signed_by}, {known}."


def _paper(files: Mapping[str, bytes], began: str, printer: Path) -> bytes:
    """The page is printed from a folder that holds what it shows."""
    import re

    from patrol.device.browser import print_pdf
    from patrol.report.evidence.pack import PAGE

    with temporary.folder("evidence") as folder:
        shown = {name: data for name, data in files.items() if name.endswith(".jpg")}
        # Paper has no files to lead to, and a PDF would keep the path of this folder.
        shown[PAGE] = re.sub(rb'<a class="file" href="[^"]*">', b'<a class="file">', files[PAGE])
        _write_folder(folder / "pack", shown)
        return print_pdf(folder / "pack" / PAGE, began, printer)


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Only into a folder that is new or empty: what lay there before would count as added."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target} exists and is not an empty folder.", advice="Name a new one with --out.")
    for name, data in files.items():
        _write(target / name, data)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise ConfigError(f"{path} could not be written: {error.strerror}.", advice="Name another place.") from error


def _read(pack: Path) -> dict[str, bytes]:
    """The files of a folder or zip, by their name inside the pack. Raises ConfigError."""
    if pack.is_dir():
        files = (path for path in sorted(pack.rglob("*")) if path.is_file() or path.is_symlink())
        return {path.relative_to(pack).as_posix(): _bytes(path) for path in files}
    try:
        with zipfile.ZipFile(pack) as archive:
            return _unzipped(archive, pack)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ConfigError(f"{pack} cannot be read as a zip: {error}.", advice="Name a pack's folder or zip.") from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} could not be read: {error.strerror}.") from error


def _unzipped(archive: zipfile.ZipFile, pack: Path) -> dict[str, bytes]:
    """All below the one folder that a pack's zip holds; what lies beside it keeps its whole name, and counts as added.
    Nothing is written, so that no name can lead anywhere."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ConfigError(f"{pack} would unpack to more than {MOST_BYTES >> 30} GB: this is no evidence pack.")
    sums = next((entry.filename for entry in entries if entry.filename.endswith("/SHA256SUMS")), "")
    base = sums.removesuffix("SHA256SUMS") if sums.count("/") == 1 else ""
    found: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.removeprefix(base)
        if name in found:
            raise ConfigError(f"{pack} holds {name} twice: what one program reads, another does not.")
        found[name] = archive.read(entry)
    return found
