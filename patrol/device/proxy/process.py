"""mitmdump as a process: started with our addon, watched, ended."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from patrol import temporary
from patrol.device.proxy.report import Instructions, Report, framed, frames
from patrol.errors import GatherError

# The console script's body: it need not be on the PATH, and it is surely the mitmproxy of this environment.
MITMDUMP = (sys.executable, "-c", "from mitmproxy.tools.main import mitmdump; mitmdump()")
READY_WITHIN_S = 60
"""The first start makes a certificate authority; on a busy machine that alone takes seconds."""
END_WITHIN_S = 5
CA_FILE = "mitmproxy-ca-cert.pem"


ERRORS = "errors.log"
"""What mitmdump prints, in its temporary folder."""


@dataclass(frozen=True, slots=True)
class ProxyOptions:
    """How mitmdump is started."""

    state: Path
    """Folder of the proxy's certificate authority; never ~/.mitmproxy."""
    instructions: Instructions = field(default_factory=Instructions)
    port: int = 0
    """0: the system chooses."""
    upstream_ca: Path | None = None
    """PEM bundle to check servers by, instead of mitmproxy's own."""
    command: tuple[str, ...] = MITMDUMP


class Mitmdump:
    """A running mitmdump. Made by `start`; when patrol dies, it ends by itself."""

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket, folder: Path) -> None:
        self._process = process
        self._channel = channel
        self._folder = folder
        self._lines = channel.makefile("rb")
        self.port = 0

    @classmethod
    def start(cls, options: ProxyOptions) -> Mitmdump:
        """Returns when the proxy listens. Raises GatherError with what to do when it cannot."""
        if options.command is MITMDUMP and importlib.util.find_spec("mitmproxy") is None:
            raise GatherError(
                "mitmproxy is not installed, so requests cannot be recorded.",
                advice="Install patrol with its dependencies (pip install patrol), or leave the traffic gatherer out.",
            )
        options.state.mkdir(parents=True, exist_ok=True)
        # Two runs that start at once must not make two certificate authorities.
        with (options.state / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return cls._launched(options)

    @classmethod
    def _launched(cls, options: ProxyOptions) -> Mitmdump:
        ours, theirs = socket.socketpair()
        folder = temporary.new_folder("mitmdump")
        with (folder / ERRORS).open("wb") as errors, theirs:
            try:
                process = subprocess.Popen(
                    [*options.command, *_arguments(options, theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=errors,
                    stderr=errors,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # Ctrl-C is for patrol, which ends the proxy in its own time.
                )
            except OSError as error:
                ours.close()
                temporary.remove(folder)
                raise GatherError(f"mitmdump could not be started: {error.strerror}.") from error
        proxy = cls(process, ours, folder)
        proxy.instruct(options.instructions)
        ours.settimeout(READY_WITHIN_S)
        try:
            proxy.port = proxy._await_ready()
        except (OSError, GatherError) as error:
            raise _not_started(proxy._complaint(), options.port) from error
        finally:
            if not proxy.port:
                proxy.kill()
        ours.settimeout(None)
        return proxy

    def _await_ready(self) -> int:
        for report in self.reports():
            if report.ready is not None:
                return report.ready
        raise GatherError("mitmdump ended.")

    def reports(self) -> Iterator[Report]:
        """What the addon tells, as it comes; ends when the proxy has ended."""
        decoder = msgspec.msgpack.Decoder(Report)
        with contextlib.suppress(ConnectionError):
            for message in frames(self._lines):
                yield decoder.decode(message)

    def instruct(self, instructions: Instructions) -> None:
        """The first time before the proxy is ready, later to replace what was said before."""
        with contextlib.suppress(OSError):  # It has ended, which reports() tells.
            self._channel.sendall(framed(instructions))

    def end(self) -> None:
        """Ask it to end; what it has seen so far can still be read from `reports()`."""
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_WR)

    def wait(self) -> None:
        """Until it has ended, by force after END_WITHIN_S."""
        try:
            self._process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._lines.close()
        temporary.remove(self._folder)

    @property
    def pid(self) -> int:
        return self._process.pid

    def _complaint(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return (self._folder / ERRORS).read_text(errors="replace").strip()[-2000:]


def _arguments(options: ProxyOptions, channel: int) -> list[str]:
    settings: Mapping[str, object] = {
        "confdir": options.state,
        "patrol_fd": channel,
        "flow_detail": 0,
        "termlog_verbosity": "error",
        # An app or server of old must be seen as it is, not be refused by the proxy.
        "tls_version_client_min": "TLS1",
        "tls_version_server_min": "TLS1",
        **({"ssl_verify_upstream_trusted_ca": options.upstream_ca} if options.upstream_ca else {}),
    }
    addon = Path(__file__).with_name("addon.py")
    chosen = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    return ["--listen-host", "127.0.0.1", "--listen-port", str(options.port), "-s", str(addon), *chosen]


def _not_started(complaint: str, port: int) -> GatherError:
    if "address already in use" in complaint.lower():
        return GatherError(
            f"Port {port} is taken, so the proxy cannot listen there.",
            advice="End the program that has it, or let patrol choose a port.",
        )
    last = complaint.splitlines()[-1] if complaint else "it printed nothing"
    return GatherError(
        f"mitmdump did not start: {last}",
        advice="Try `mitmdump --version` in patrol's environment, or leave the traffic gatherer out.",
    )
