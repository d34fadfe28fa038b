"""The tutor in the browser: a page with a terminal in it, and a process for each visitor.

The page's program, and the way in which it and the tutor talk through pipes, are textual-serve's;
who may talk to which process is decided here.  A visitor has one process: a second tab ends the
first, so that a reload never finds its own place taken, and no file has two that write it.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import textual_serve
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tutor.visitors import (
    Limits,
    known_code,
    make_folder,
    read_packet,
    size_of,
    visitor_command,
    visitor_environment,
)

STATIC = Path(textual_serve.__file__).parent / "static"
GRACE = 5.0
"""Seconds in which a visitor's process stores the place and ends."""
HEARTBEAT = 15.0
"""Seconds after which a browser that has gone without a word is noticed."""
LONGEST = 100_000
"""Bytes of one message of a browser's; a paste is one."""
COOKIE_AGE = 365 * 24 * 3600
FULL = "All places are taken: try again in some minutes."
STRANGER = "This page is opened by its address, with cookies allowed."


class Visit(AppService):
    """A visitor's process, and the socket to the browser that shows it."""

    def __init__(self, socket: web.WebSocketResponse, folder: Path, memory: int) -> None:
        async def send(data: bytes) -> None:
            with suppress(ConnectionError, RuntimeError):  # the browser has gone: read on, to end
                await socket.send_bytes(data)

        async def close() -> None:
            await socket.close()

        super().__init__(
            "", write_bytes=send, write_str=socket.send_str, close=close,
            download_manager=DownloadManager(),
        )  # fmt: skip
        self._folder, self._memory = folder, memory
        self.ended = asyncio.Event()

    async def _open_app_process(
        self, width: int = 80, height: int = 24
    ) -> asyncio.subprocess.Process:
        """Start the process, in a session of its own: Ctrl+C is for the server, which ends it."""
        self._process = process = await asyncio.create_subprocess_exec(
            *visitor_command(self._memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=visitor_environment(os.environ, self._folder, (width, height)),
            cwd=self._folder,
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Hand on what the process shows; when it ends, for whatever reason, so does the page."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def stop(self) -> None:
        """End the process: it stores the place, or it is killed."""
        process = self._process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), GRACE)
            finally:
                with suppress(ProcessLookupError):
                    process.kill()
        await super().stop()


class Host:
    """Visitors and their processes.  ``root`` holds a folder for each of them."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        self._visits: dict[str, Visit] = {}
        self._cookie = "bptutor"

    def application(self) -> web.Application:
        """What answers browsers."""
        application = web.Application()
        application.add_routes(
            [
                web.get("/", self.show_page),
                web.get("/ws", self.carry),
                web.static("/static", STATIC),
            ]
        )
        application.on_shutdown.append(self._end_all)
        return application

    async def show_page(self, request: web.Request) -> web.Response:
        """The page, with a code for who is new."""
        code = self._code(request) or token_hex(16)
        if self._is_full(code):
            raise web.HTTPServiceUnavailable(text=FULL)
        page = (files("tutor") / "templates" / "page.html").read_text("utf-8")
        response = web.Response(text=page, content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        response.set_cookie(
            self._cookie, code, max_age=COOKIE_AGE, httponly=True, samesite="Lax",
            secure=request.secure,
        )  # fmt: skip
        return response

    async def carry(self, request: web.Request) -> web.WebSocketResponse:
        """Carry keys to the visitor's process, and its screen back, until one of them ends."""
        code = self._code(request)
        if not code or urlsplit(request.headers.get("Origin", "")).netloc != request.host:
            raise web.HTTPForbidden(text=STRANGER)
        while (former := self._visits.get(code)) is not None:
            await former.remote_close()
            await former.ended.wait()
        folder = None if self._is_full(code) else make_folder(self._root, code)
        if folder is None:
            raise web.HTTPServiceUnavailable(text=FULL)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST)
        self._visits[code] = visit = Visit(socket, folder, self._limits.memory)
        try:
            await socket.prepare(request)
            await visit.start(*size_of(request.query.get("width"), request.query.get("height")))
            await self._listen(socket, visit)
        finally:
            try:
                await visit.stop()
            finally:
                del self._visits[code]
                visit.ended.set()
            await socket.close()
        return socket

    async def _listen(self, socket: web.WebSocketResponse, visit: Visit) -> None:
        """Hand on what the browser sends, until it goes or nobody has done anything for long."""
        now = asyncio.get_running_loop().time
        end = now() + self._limits.idle
        while (left := end - now()) > 0:
            try:
                message = await socket.receive(timeout=left)
            except TimeoutError:
                return
            packet = read_packet(message.data) if message.type is WSMsgType.TEXT else None
            if packet is None:
                return
            match packet.kind:
                case "stdin":
                    end = now() + self._limits.idle
                    await visit.send_bytes(packet.text.encode("utf-8", "replace"))
                case "resize":
                    await visit.set_terminal_size(*packet.size)
                case "ping":
                    await socket.send_json(["pong", packet.text])
                case kind:
                    await visit.send_meta({"type": kind})

    def _code(self, request: web.Request) -> str:
        return known_code(request.cookies.get(self._cookie, ""))

    def _is_full(self, code: str) -> bool:
        return code not in self._visits and len(self._visits) >= self._limits.visitors

    async def _end_all(self, _application: web.Application) -> None:
        visits = list(self._visits.values())
        await asyncio.gather(*(visit.remote_close() for visit in visits))
        await asyncio.gather(*(visit.ended.wait() for visit in visits))

    async def serve(self, host: str, port: int, say: Callable[[int], None]) -> None:
        """Answer at this address until a signal ends it; ``say`` is told the port.

        Raises OSError where the address cannot be had.
        """
        runner = web.AppRunner(self.application(), shutdown_timeout=2 * GRACE)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            chosen: int = runner.addresses[0][1]
            self._cookie = f"bptutor-{chosen}"  # a browser gives its cookies to every port
            say(chosen)
            await _wait_for_signal()
        finally:
            await runner.cleanup()


async def _wait_for_signal() -> None:
    told = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):  # Windows: Ctrl+C raises by itself
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), told.set)
    await told.wait()
