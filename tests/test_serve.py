"""The tutor in the browser: who a visitor is, what it may use, and a walk in a real browser."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import open_browser
from tests.test_cli import run
from tutor.commands.serve import is_loopback, opening_lines, why_not
from tutor.locations import pack_folders, progress_file
from tutor.visitors import (
    MOST_CELLS,
    Packet,
    folder_of,
    known_code,
    make_folder,
    read_packet,
    size_of,
    visitor_command,
    visitor_environment,
)

ROOT = Path(__file__).parent.parent
STABLE = ROOT / "tests" / "core" / "linear_regression.md"
TITLE = "Served regression"
ANN, BEN = "a" * 32, "b" * 32
PACK = """---
format: bptutor-pack 1
id: served
title: Served
licence: MIT
---

1. [Served regression](01-regression.md)
"""


def test_each_visitor_has_a_folder_whose_name_does_not_tell_the_code(tmp_path: Path) -> None:
    folders = [make_folder(tmp_path, code) for code in (ANN, BEN, ANN)]
    assert folders[0] == folders[2] != folders[1]
    assert {*tmp_path.iterdir()} == {*folders}
    assert not any(ANN in str(folder) or BEN in str(folder) for folder in folders)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_on_the_machine_reads_a_visitors_folder(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, ANN)
    assert folder is not None
    assert folder.stat().st_mode & 0o077 == 0


def test_cookies_that_a_program_makes_do_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.visitors.MOST_KEPT", 2)
    assert make_folder(tmp_path, ANN)
    assert make_folder(tmp_path, BEN)
    assert make_folder(tmp_path, "c" * 32) is None
    assert make_folder(tmp_path, ANN), "who was there comes back"


@pytest.mark.parametrize("said", ["", "../" + "a" * 29, "A" * 32, "a" * 31, ANN + "\n", ANN + "a"])
def test_a_cookie_that_is_none_of_ours_names_no_folder(said: str) -> None:
    assert known_code(ANN) == ANN
    assert known_code(said) == ""


def test_a_visitors_process_is_told_of_its_folder_and_of_no_secret(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ANN)
    host = {"TOKEN": "x", "LANG": "C", "BPTUTOR_HOME": "/host"}
    told = visitor_environment(host, folder, (90, 30))
    assert progress_file(told) == folder / "progress.db"
    assert told["HOME"] == str(folder)
    assert (told["LANG"], told["COLUMNS"], told["ROWS"]) == ("C", "90", "30")
    assert "TOKEN" not in told


def test_a_visitor_has_the_packs_of_the_host(tmp_path: Path) -> None:
    (tmp_path / "packs" / "week").mkdir(parents=True)
    told = visitor_environment({"BPTUTOR_HOME": str(tmp_path)}, tmp_path / "ann", (80, 24))
    assert pack_folders(told) == [tmp_path / "packs" / "week"]


def test_a_visitors_process_is_started_without_a_word_of_a_visitor() -> None:
    python, *options, program = visitor_command(4_000)
    assert python == sys.executable
    assert options == ["-P", "-c"]
    assert "open_for_visitor" in program
    assert "run(4000)" in program


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        ("100", "30", (100, 30)),
        (None, None, (80, 24)),
        ("wide", "", (80, 24)),
        ("-5", "0", (1, 1)),
        ("1000000000", 10**30, (MOST_CELLS, MOST_CELLS)),
        (float("inf"), float("nan"), (80, 24)),
    ],
)
def test_no_browser_asks_for_a_screen_that_costs_the_memory(
    width: object, height: object, size: tuple[int, int]
) -> None:
    assert size_of(width, height) == size


@pytest.mark.parametrize(
    ("data", "packet"),
    [
        ('["stdin", "5"]', Packet("stdin", "5")),
        ('["resize", {"width": 90, "height": 30}]', Packet("resize", size=(90, 30))),
        ('["ping", "1"]', Packet("ping", "1")),
        ('["blur"]', Packet("blur")),
        ("", None),
        ("[" * 90_000, None),
        ('{"stdin": "5"}', None),
        ('["stdin", 5]', None),
        ('["resize", {"width": "x", "height": 30}]', None),
        ('["quit"]', None),
        ("null", None),
    ],
)
def test_a_browser_says_only_what_the_page_says(data: str, packet: Packet | None) -> None:
    assert read_packet(data) == packet


def test_another_address_than_this_machine_is_warned_of() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost")] == [True] * 3
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.0.2", "::", "lab.example")))  # noqa: S104
    here = opening_lines("127.0.0.1", 8000, 20, None)
    assert here[0].startswith("The tutor is at http://127.0.0.1:8000/ for up to 20 ")
    assert "no accounts" in here[-1]
    everywhere = opening_lines("0.0.0.0", 8000, 20, None)  # noqa: S104
    assert everywhere[-1].startswith("Warning: ")
    assert f"http://{socket.gethostname()}:8000/" in everywhere[0]
    assert "http://[::1]:80/" in opening_lines("::1", 80, 1, Path("kept"))[0]


def test_an_address_that_cannot_be_had_is_told_with_what_to_do() -> None:
    assert why_not(OSError(errno.EADDRINUSE, "x"), "127.0.0.1", 65535).endswith("--port 1")
    assert "--port 8000" in why_not(OSError(errno.EACCES, "x"), "127.0.0.1", 80)
    assert "nowhere" in why_not(OSError(-2, "unknown"), "nowhere", 80)


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "tutor.web", raising=False)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    done = run("serve")
    assert done.exit_code == 2
    assert done.stderr == (
        "bptutor: bptutor serve needs the package textual-serve: pip install 'bptutor[web]'\n"
    )


# The server itself ----------------------------------------------------------------------------


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``bptutor serve`` with these words, on a free port; the process and its address."""
    pytest.importorskip("textual_serve", reason="the extra [web] is not installed")
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-m", "tutor", "serve", "--port", "0", *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT,
        env={**os.environ, "BPTUTOR_HOME": str(home), "PYTHONPATH": path, "TMPDIR": str(home)},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said + process.stdout.read()
            yield process, found[0]
        finally:
            process.terminate()


def visitors_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes of the visitors, on Linux."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [int(child) for child in children.split()]


def is_running(child: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{child}/stat").read_text("ascii").rpartition(")")[2][:3]
    except FileNotFoundError:
        return False


def wait_until_ended(children: list[int], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while any(map(is_running, children)):
        assert time.monotonic() < end, "a visitor's process was left behind"
        time.sleep(0.1)


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="children are found in /proc, on Linux"
)


@pytest.mark.slow
def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="the extra [web] is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.exit_code == 2
    assert done.stderr == (
        f"bptutor: port {port} is taken, perhaps by another bptutor serve; "
        f"try --port {port % 65535 + 1}\n"
    )


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_no_process_outlives_the_server(tmp_path: Path, ended_by: signal.Signals) -> None:
    with serving(tmp_path, "--data", str(tmp_path / "data")) as (process, address):
        client, page = await visit(address)
        async with client, page:
            await until_quiet(page)
            children = visitors_of(process)
            assert len(children) == 1
            process.send_signal(ended_by)
            await asyncio.to_thread(process.wait, 20)
        await asyncio.to_thread(wait_until_ended, children)
        assert not [*tmp_path.rglob("fault-*")], "it ended by a fault"
        if ended_by != signal.SIGKILL:
            assert process.stdout is not None
            assert process.returncode == 0
            assert process.stdout.read().endswith("Ended.\n")


@pytest.mark.slow
@needs_proc
async def test_places_are_few_a_second_tab_takes_the_first_and_strangers_have_none(
    tmp_path: Path,
) -> None:
    aiohttp = pytest.importorskip("aiohttp", reason="the extra [web] is not installed")
    with serving(tmp_path, "--visitors", "1") as (process, address):
        client, page = await visit(address)
        async with client, page:
            await page.receive()
            async with aiohttp.ClientSession() as other:
                async with other.get(address) as answer:
                    assert answer.status == 503
                    assert "try again" in await answer.text()
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await other.ws_connect(address + "ws", headers=origin_of(address))
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):  # with the cookie
                await client.ws_connect(address + "ws", headers={"Origin": "http://127.0.0.1:1"})
            (first,) = visitors_of(process)
            async with client.ws_connect(address + "ws", headers=origin_of(address)) as second:
                await second.receive()
                await asyncio.to_thread(wait_until_ended, [first])
                assert len(visitors_of(process)) == 1
                await second.send_str("no message of the page")
                children = visitors_of(process)
                while not second.closed:
                    await second.receive(timeout=20)
                await asyncio.to_thread(wait_until_ended, children)
    assert not [*tmp_path.glob("bptutor-*")], "the folder of the visitors was left behind"


@pytest.mark.slow
@needs_proc
async def test_a_visitor_who_does_nothing_loses_the_place_and_nothing_else(
    tmp_path: Path,
) -> None:
    pytest.importorskip("textual_serve", reason="the extra [web] is not installed")
    from tutor.visitors import Limits
    from tutor.web import Host

    host = Host(tmp_path, Limits(visitors=1, idle=2.0, memory=400_000_000))
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = asyncio.create_task(host.serve("127.0.0.1", 0, ready.set_result))
    try:
        client, page = await visit(f"http://127.0.0.1:{await ready}/")
        async with client, page:
            while not page.closed:
                await page.receive(timeout=10)
        (folder,) = tmp_path.iterdir()
        assert (folder / "progress.db").exists()
    finally:
        server.cancel()
        await asyncio.gather(server, return_exceptions=True)


@pytest.mark.slow
def test_a_process_that_takes_too_much_memory_is_refused_it() -> None:
    program = "from tutor.visitors import *; limit_process(200_000_000); bytearray(300_000_000)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.rstrip().endswith("MemoryError")


async def until_quiet(page) -> None:
    """Wait until the tutor is shown, and writes nothing into a pipe that may break."""
    while True:
        try:
            await page.receive(timeout=2)
        except TimeoutError:
            return


def origin_of(address: str) -> dict[str, str]:
    return {"Origin": address.rstrip("/")}


async def visit(address: str):
    """A client with a cookie, and its socket, as the page opens it."""
    from aiohttp import ClientSession, CookieJar

    client = ClientSession(cookie_jar=CookieJar(unsafe=True))  # cookies of a number's, too
    async with client.get(address) as answer:
        assert answer.status == 200
    return client, await client.ws_connect(address + "ws", headers=origin_of(address))


# In a browser ---------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The data of a host who has added a pack."""
    pack = tmp_path / "home" / "packs" / "served"
    pack.mkdir(parents=True)
    (pack / "pack.md").write_text(PACK, "utf-8")
    text = STABLE.read_text("utf-8").replace("id: note-1.3-linear-regression", "id: served-1")
    text = text.replace("title: Linear regression, forwards and backwards", f"title: {TITLE}")
    (pack / "01-regression.md").write_text(text, "utf-8")
    return tmp_path / "home"


@pytest.mark.slow
async def test_a_lesson_in_the_browser_with_keys_a_click_and_a_reload(
    tmp_path: Path, home: Path
) -> None:
    with serving(home) as (_, address):
        async with open_browser(tmp_path / "profile") as browser:
            await browser.open(address)
            await browser.wait_for("The first minute")
            await browser.press("escape")
            await browser.wait_for("Served")
            await browser.press("m")
            await browser.wait_for(TITLE)
            await browser.click(TITLE)
            await browser.wait_for("page 1 of 8")
            await browser.press("right", "right")
            await browser.wait_for("What is u?")
            await browser.press("6", "enter")
            await browser.wait_for("✗ Not yet. 6 comes out with + between")
            await browser.press("5", "enter")
            await browser.wait_for("✓ Right. u = w · x = 5 · 1 = 5.")
            await browser.press("right")
            await browser.wait_for("What is ŷ?")
            await browser.press("6", "enter")
            await browser.wait_for("✓ Right.")
            before = await browser.wait_for("page 3 of 8")
            await browser.reload()
            await browser.wait_for("page 3 of 8", "2 of 4 steps done")
            assert {asked.split("/")[2] for asked in browser.asked_for} == {address.split("/")[2]}
            assert "progress.db" not in before
        async with open_browser(tmp_path / "another") as browser:
            await browser.open(address)
            await browser.wait_for("The first minute")
            await browser.press("escape")
            shown = await browser.wait_for("Enter open", "0 of ")
            assert "✓" not in shown.replace("✓ done", "")  # which the map says of its signs
