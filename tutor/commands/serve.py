"""``bptutor serve``: the tutor in the browser."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tutor.commands.common import Refused

HERE = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - asked for, and warned of
"""All addresses of this machine; a browser is given its name."""
MEGABYTE = 1_000_000


@click.command()
@click.option(
    "--host", metavar="ADDRESS", default=HERE, show_default=True, help="the address to listen on"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N",
    help="the port; 0 takes one that is free",
)  # fmt: skip
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="keep progress there; otherwise it is kept until the end",
)  # fmt: skip
@click.option(
    "--visitors", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N",
    help="visitors at a time",
)  # fmt: skip
@click.option(
    "--idle", type=click.IntRange(1, 1440), default=30, show_default=True, metavar="MINUTES",
    help="time without a key after which a visitor's place is free again",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(100, 100_000), default=400, show_default=True, metavar="MB",
    help="the most that the tutor of one visitor may use",
)  # fmt: skip
def serve(host: str, port: int, data: Path | None, visitors: int, idle: int, memory: int) -> None:
    """Show the tutor in the browser, to a class.

    It needs one more package: pip install 'bptutor[web]'.

    Each visitor, who is one browser, has progress of their own and comes back to it; packs that you
    added are there. It has no accounts and no encryption: it is for a room of people whom you
    trust, and not for the open internet. Ctrl+C ends it.
    """
    try:
        from tutor.web import Host
    except ModuleNotFoundError as error:
        if error.name not in ("aiohttp", "textual_serve"):
            raise
        raise Refused(
            "bptutor serve needs the package textual-serve: pip install 'bptutor[web]'"
        ) from error
    import asyncio

    from tutor.visitors import Limits

    def say(chosen: int) -> None:
        for line in opening_lines(host, chosen, visitors, data):
            click.echo(line)

    with _folder(data) as root:
        limits = Limits(visitors, idle * 60.0, memory * MEGABYTE)
        try:
            asyncio.run(Host(root, limits).serve(host, port, say))
        except KeyboardInterrupt:  # where there are no signals to wait for
            pass
        except OSError as error:
            raise Refused(why_not(error, host, port)) from error
    click.echo("Ended." if data else "Ended; what the visitors did is deleted.")


def opening_lines(host: str, port: int, visitors: int, data: Path | None) -> list[str]:
    """What is said when the server is there."""
    from socket import gethostname

    from tutor.core.text import safe

    name = gethostname() if host in EVERYWHERE else host
    shown = f"[{safe(name)}]" if ":" in name else safe(name)
    lines = [
        f"The tutor is at http://{shown}:{port}/ for up to {visitors} visitors at a time.",
        f"Progress is kept in {safe(str(data))}." if data else "Progress is kept until the end.",
        "It has no accounts and is not for the open internet. Ctrl+C ends it.",
    ]
    if not is_loopback(host):
        lines.append(
            "Warning: everybody who reaches this machine over the network can use it, and what "
            "they type is not encrypted."
        )
    return lines


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address; a name that is not localhost may be any."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def why_not(error: OSError, host: str, port: int) -> str:
    """Why the server cannot listen, and what to do."""
    from tutor.core.text import safe

    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is taken, perhaps by another bptutor serve; try --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is kept for the system; try --port 8000"
    said = safe(error.strerror or str(error))
    return f"cannot listen on {safe(host)} ({said}); leave --host out for this machine"


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    """The folder with the visitors' folders: the one that was given, or one that goes again."""
    from tempfile import TemporaryDirectory

    if data is None:
        with TemporaryDirectory(prefix="bptutor-", ignore_cleanup_errors=True) as made:
            yield Path(made)
        return
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        from tutor.store import shown

        raise Refused(f"{shown(data)} cannot be made: {error.strerror}") from error
    yield data.absolute()
