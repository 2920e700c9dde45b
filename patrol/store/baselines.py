"""A baseline on disk: a folder, or one zip file, with build.json and the pages' thumbnails.

Small enough to be committed; the same build gives the same bytes. Other runs are held against it (docs/build-gate.md).
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from patrol.errors import RunFolderError
from patrol.model.build import BUILD_SCHEMA, Build
from patrol.model.record import Record, from_json, to_json
from patrol.store.streams import explain, write_whole

HEAD = "build.json"
PICTURES = "pictures"
MOST_BYTES = 256_000_000
"""Of one file inside; a build of 10,000 pages is a tenth of that. Stops archives that unpack without end."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell: the same build gives the same bytes on any day."""

SAVE_ADVICE = "Make one of an earlier run: patrol baseline save reports/RUN"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A build as it was saved, with its thumbnails by the names that its pages give them."""

    build: Build
    pictures: Mapping[str, bytes]


class _Schema(Record, frozen=True):
    schema: int


def packed(build: Build, picture: Callable[[str], bytes | None]) -> Baseline:
    """The build with its pages' pictures taken along: `picture` gives the (small) picture of a path, None for one that
    is not there. Pictures of states are left behind."""
    kept: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for path in dict.fromkeys(look.picture for look in build.looks if look.picture):
        data = picture(path)
        if data is not None:
            names[path] = f"{PICTURES}/{hashlib.sha256(data).hexdigest()[:20]}.webp"
            kept[names[path]] = data
    replace = msgspec.structs.replace
    looks = tuple(replace(look, picture=names.get(look.picture, "")) for look in build.looks)
    pages = tuple(replace(page, picture=names.get(page.picture, "")) for page in build.graph.pages)
    states = tuple(replace(state, picture="") for state in build.graph.states)
    return Baseline(replace(build, looks=looks, graph=replace(build.graph, pages=pages, states=states)), kept)


def save(path: Path, baseline: Baseline) -> None:
    """Write it as a folder, or as one file when `path` ends in .zip; what was there is replaced when it is a baseline.
    Raises RunFolderError when it is something else, PatrolError when it cannot be written."""
    _mine(path)
    head = msgspec.json.format(to_json(baseline.build), indent=1) + b"\n"
    files = {HEAD: head, **dict(sorted(baseline.pictures.items()))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".zip":
            write_whole(path, _zipped(files))
        else:
            _write_folder(path, files)
    except OSError as error:
        raise explain(error, path) from error


def _mine(path: Path) -> None:
    """Refuse to replace what is no baseline."""
    advice = "Name another place with --out."
    if path.suffix == ".zip" and path.is_dir():
        raise RunFolderError(f"{path} is a folder.", advice=advice)
    if path.suffix != ".zip" and path.exists():
        if not path.is_dir():
            raise RunFolderError(f"{path} is a file, and no zip file by its name.", advice=advice)
        if any(path.iterdir()) and not (path / HEAD).is_file():
            raise RunFolderError(f"{path} holds something else than a baseline.", advice=advice)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # as on Linux: the bytes do not tell where they were made
            entry.compress_type = zipfile.ZIP_STORED if name.startswith(PICTURES) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Beside it first: a reader sees the old baseline or the new one."""
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        draft.chmod(0o755)
        for name, data in files.items():
            write_whole(draft / name, data)
        if path.exists():
            shutil.rmtree(path)
        draft.replace(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def is_baseline(path: Path) -> bool:
    """Whether a baseline may stand there, by its looks alone."""
    return (path / HEAD).is_file() if path.is_dir() else path.is_file()


def load(path: Path) -> Baseline:
    """Raises RunFolderError that says why not: missing, damaged, of a newer schema."""
    if path.is_dir():
        return _from_folder(path)
    try:
        with zipfile.ZipFile(path) as archive:
            build = _decoded(_member(archive, HEAD, path), path)
            wanted = sorted({look.picture for look in build.looks if look.picture} & set(archive.namelist()))
            return Baseline(build, {name: _member(archive, name, path) for name in wanted})
    except FileNotFoundError:
        raise RunFolderError(f"There is no baseline at {path}.", advice=SAVE_ADVICE) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, str(error)) from None
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read: {error.strerror}.", advice=SAVE_ADVICE) from None


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise RunFolderError(f"{path} is no baseline: it holds no {name}.", advice=SAVE_ADVICE) from None
    if entry.file_size > MOST_BYTES:
        raise _damaged(path, f"{name} is too large")
    return archive.read(entry)


def _from_folder(path: Path) -> Baseline:
    try:
        build = _decoded((path / HEAD).read_bytes(), path)
    except FileNotFoundError:
        raise RunFolderError(f"{path} is no baseline: it holds no {HEAD}.", advice=SAVE_ADVICE) from None
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read: {error.strerror}.", advice=SAVE_ADVICE) from None
    base = (path / PICTURES).resolve()
    wanted = sorted({look.picture for look in build.looks if look.picture})
    files = {name: (path / name).resolve() for name in wanted}
    return Baseline(build, {name: f.read_bytes() for name, f in files.items() if f.parent == base and f.is_file()})


def _decoded(data: bytes, path: Path) -> Build:
    try:
        schema = from_json(data, _Schema).schema
        if schema > BUILD_SCHEMA:
            raise RunFolderError(
                f"The baseline {path} is of schema {schema}; this patrol reads up to schema {BUILD_SCHEMA}.",
                advice="Use a patrol at least as new as the one that saved it, or save a baseline anew.",
            )
        return from_json(data, Build)
    except msgspec.DecodeError as error:
        raise _damaged(path, str(error)) from None
    except UnicodeDecodeError:
        raise _damaged(path, "it is not UTF-8") from None


def _damaged(path: Path, why: str) -> RunFolderError:
    return RunFolderError(
        f"The baseline {path} is damaged: {why.rstrip('.')}.",
        advice="Fetch it again (git lfs pull, the CI's artifact), or save it anew from its run: patrol baseline save.",
    )
