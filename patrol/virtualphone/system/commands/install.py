"""Installing: by stream (`cmd package install -S SIZE`), from a file, and in sessions."""

from __future__ import annotations

from patrol import temporary
from patrol.errors import ConfigError
from patrol.virtualphone.shell.command import Reader
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.manifest import Manifest, Program
from patrol.virtualphone.system.packagefile import InstallError, helper_manifest, open_package, package_name
from patrol.virtualphone.system.plainapp import PlainProgram

_TAKES_VALUE: tuple[str, ...] = (
    "-i",
    "--user",
    "--abi",
    "--install-location",
    "--originating-uri",
    "--referrer",
    "-S",
    "-p",
    "--pkg",
)
_TAKES_VALUE += ("--install-reason", "--update-ownership", "--dexopt-compiler-filter")


async def _fetch(stdin: Reader, size: int) -> bytes:
    parts, left = [], size
    while left > 0 and (chunk := await stdin.read(min(left, 1 << 20))):
        parts.append(chunk)
        left -= len(chunk)
    return b"".join(parts)


async def _everything(stdin: Reader) -> bytes:
    parts = []
    while chunk := await stdin.read(1 << 20):
        parts.append(chunk)
    return b"".join(parts)


async def _add(ctx: Ctx, data: bytes, words: Words, installer: str) -> str:
    """What the package manager answers."""
    phone = ctx.phone
    grant_all, downgrade = words.flag("-g"), words.flag("-d")
    words.flag("-r", "-t")
    if phone.faults.disk_full:
        return "Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE: Failed to extract native libraries, res=-18]\n"
    with temporary.folder("apk") as folder:
        try:
            manifest = helper_manifest(data)
            program = None if manifest else open_package(data, folder, phone.load_model)
            if program is None:
                manifest = manifest or Manifest(package_name(data) or "com.example.unknown", "App")
                program = PlainProgram(phone.spec, manifest, len(data))
            if refusal := _refusal(ctx, program, downgrade):
                return f"Failure [{refusal}]\n"
            await phone.serve_program(program)
        except InstallError as error:
            return f"Failure [{error}]\n"
        except ConfigError as error:
            return f"Failure [INSTALL_PARSE_FAILED_MANIFEST_MALFORMED: {error}]\n"
    phone.install(program, installer=installer, grant_all=grant_all)
    return "Success\n"


def _refusal(ctx: Ctx, program: Program, downgrade: bool) -> str:
    """Why this update is none, or this phone too old; "" when it may be installed."""
    manifest, phone = program.manifest, ctx.phone
    old = phone.packages.get(manifest.package)
    if old and old.manifest.version_code > manifest.version_code and not downgrade:
        codes = f"Update version code {manifest.version_code} is older than current {old.manifest.version_code}"
        return f"INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected: {codes}"
    if manifest.min_sdk > phone.sdk:
        needs = f"Requires newer sdk version #{manifest.min_sdk} (current version is #{phone.sdk})"
        return f"INSTALL_FAILED_OLDER_SDK: Failed parse during installPackageLI: {needs}"
    return ""


async def install(ctx: Ctx, words: Words) -> int:
    size, installer = words.value("-S"), words.value("-i")
    for option in _TAKES_VALUE:
        words.value(option)
    target = next((word for word in words.rest if not word.startswith("-")), "")
    if size:
        data = await _fetch(ctx.stdin, int(size))
    elif target and target != "-":
        try:
            data = ctx.files.read(ctx.path(target))
        except OSError:
            await ctx.err.write(f"Error: Unable to open file: {target}\nConsider using a file under /data/local/tmp/\n")
            await ctx.err.write(f"Error: failed to open file: {target}\n" if ctx.phone.sdk < 28 else "")
            return 255
    else:
        data = await _everything(ctx.stdin)
    answer = await _add(ctx, data, words, installer)
    await ctx.out.write(answer)
    return 0 if answer.startswith("Success") else 1


async def install_session(ctx: Ctx, words: Words) -> int:
    """install-create, install-write, install-commit, install-abandon."""
    verb = next(word for word in ctx.args if word.startswith("install-"))
    sessions = ctx.phone.sessions
    if verb == "install-create":
        number = 1_000_000_000 + len(sessions) * 7919 + ctx.phone.running.last_pid
        sessions[number] = ({}, words)
        await ctx.out.write(f"Success: created install session [{number}]\n")
        return 0
    size = words.value("-S")
    number = int(words.take("0")) if words.rest[:1] and words.rest[0].isdigit() else 0
    if number not in sessions:
        await ctx.err.write(f"Failure [INSTALL_FAILED_INTERNAL_ERROR: Caller has no access to session {number}]\n")
        return 1
    parts, options = sessions[number]
    if verb == "install-write":
        name, source = words.take(), words.take()
        data = await _fetch(ctx.stdin, int(size)) if size else ctx.files.read(ctx.path(source))
        parts[name] = data
        await ctx.out.write(f"Success: streamed {len(data)} bytes\n")
        return 0
    del sessions[number]
    if verb == "install-abandon":
        await ctx.out.write("Success\n")
        return 0
    base = next((data for name, data in parts.items() if "base" in name), next(iter(parts.values()), b""))
    answer = await _add(ctx, base, options, options.value("-i"))
    await ctx.out.write(answer)
    return 0 if answer.startswith("Success") else 1


async def uninstall(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    words.flag("-k")
    package = words.take()
    installed = ctx.phone.packages.get(package)
    if installed is not None and installed.manifest.system:
        await ctx.out.write("Failure [DELETE_FAILED_INTERNAL_ERROR]\n")
        return 1
    if not ctx.phone.uninstall(package):
        await ctx.out.write("Failure [DELETE_FAILED_INTERNAL_ERROR]\n" if ctx.phone.sdk >= 24 else "Failure\n")
        return 1
    await ctx.out.write("Success\n")
    return 0
