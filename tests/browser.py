"""A real Chromium without a window, driven by its debugging protocol, and a screen to be read.

What the page's terminal shows is painted on a canvas; the screen that is read here is made of the
bytes that the browser has received over its socket.
"""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pyte
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), "")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0", "--window-size=1200,800",
)  # fmt: skip
KEYS = {
    "enter": ("Enter", 13, "\r"), "escape": ("Escape", 27, ""), "right": ("ArrowRight", 39, ""),
    "left": ("ArrowLeft", 37, ""), "end": ("End", 35, ""),
}  # fmt: skip


class Browser:
    """One page of a browser.  ``asked_for`` are the addresses that it has asked for."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reading = asyncio.create_task(self._read())
        self.asked_for: list[str] = []
        self._clear(80, 24)

    def _clear(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    def _note(self, event: str, about: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.asked_for.append(about["request"]["url"])
        if event == "Network.webSocketCreated":
            self._clear(80, 24)
        if event == "Network.webSocketFrameSent":
            kind, *rest = json.loads(about["response"]["payloadData"])
            if kind == "resize":
                self.screen.resize(rest[0]["height"], rest[0]["width"])
        if event == "Network.webSocketFrameReceived" and about["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(about["response"]["payloadData"]))

    async def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Give the browser a command; its answer."""
        self._numbers += 1
        answer = self._answers[self._numbers] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._numbers, "method": method, "params": parameters})
        said = await asyncio.wait_for(answer, 20)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def evaluate(self, program: str) -> Any:
        """The value of a line of the page's own language."""
        said = await self.send("Runtime.evaluate", expression=program, returnByValue=True)
        return said["result"].get("value")

    async def open(self, address: str) -> None:
        """Go to an address."""
        await self.send("Page.navigate", url=address)

    async def reload(self) -> None:
        """Open the page again; what is on the screen after this is new."""
        self._clear(self.screen.columns, self.screen.lines)
        await self.send("Page.reload")

    async def press(self, *keys: str) -> None:
        """Press keys by name, or the keys of the characters of a text."""
        for key in keys:
            signs = ((sign, ord(sign.upper()), sign) for sign in key)
            for code, number, text in [KEYS[key]] if key in KEYS else signs:
                about = {"key": code, "code": code, "windowsVirtualKeyCode": number}
                typed = {"text": text} if text else {}
                await self.send("Input.dispatchKeyEvent", type="keyDown", **about, **typed)
                await self.send("Input.dispatchKeyEvent", type="keyUp", **about)

    async def click(self, text: str) -> None:
        """Click the first character of a text on the screen."""
        row = next(row for row, line in enumerate(self.screen.display) if text in line)
        column = self.screen.display[row].index(text)
        box = await self.evaluate(
            "(({x, y, width, height}) => [x, y, width, height])"
            "(document.querySelector('.xterm-screen').getBoundingClientRect())"
        )
        x = box[0] + (column + 0.5) * box[2] / self.screen.columns
        y = box[1] + (row + 0.5) * box[3] / self.screen.lines
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    @property
    def shown(self) -> str:
        """The characters on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def wait_for(self, *texts: str, seconds: float = 30.0) -> str:
        """Wait until all ``texts`` are on the screen; fails with the screen when they never are."""
        end = asyncio.get_running_loop().time() + seconds
        before = ""
        while not all(text in self.shown for text in texts) or before != self.shown:
            before = self.shown
            await asyncio.sleep(0.1)
            assert asyncio.get_running_loop().time() < end, f"never saw {texts}:\n{before}"
        return before

    async def save_picture(self, path: Path) -> None:
        """A picture of the page."""
        said = await self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(said["data"]))

    async def close(self) -> None:
        """Stop reading."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)


@asynccontextmanager
async def open_browser(profile: Path) -> AsyncIterator[Browser]:
    """A browser whose profile is a fresh folder."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    aiohttp = pytest.importorskip("aiohttp", reason="the extra [web] is not installed")
    process = subprocess.Popen(
        [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as client:
            port = await _port(profile / "DevToolsActivePort")
            async with client.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = await answer.json(content_type=None)
            address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
            async with client.ws_connect(address, max_msg_size=0) as socket:
                browser = Browser(socket)
                for room in ("Page", "Network", "Runtime"):
                    await browser.send(f"{room}.enable")
                yield browser
                await browser.close()
    finally:
        process.terminate()
        process.wait(20)


async def _port(file: Path) -> int:
    for _ in range(200):
        if file.exists() and (lines := file.read_text("utf-8").splitlines()):
            return int(lines[0])
        await asyncio.sleep(0.1)
    raise AssertionError("Chromium did not start")
