"""Who may ask the REST API what: names, rates, tokens, secrets, sizes; and `musnad serve` itself."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import HTMLResponse, JSONResponse

from musnad.faces.cli import main
from musnad.faces.rest.app import make_app
from musnad.faces.rest.guard import HEADERS, Gate, known_hosts
from musnad.faces.rest.limits import Buckets
from musnad.library import Library, open_library

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "musnad.db") as made:
        yield made


@pytest.fixture
def visit(library: Library) -> Iterator[Callable[..., TestClient]]:
    """Clients of an app with a page and a change, behind a gate of these values."""
    apps: list[FastAPI] = []

    def make(base: str = "http://localhost", **gate: object) -> TestClient:
        app = make_app(library, gate=Gate(**{"secret": "s" * 43, **gate}))  # type: ignore[arg-type]
        apps.append(app)
        app.add_api_route("/page", lambda: HTMLResponse("<p>"), methods=["GET"])
        app.add_api_route("/change", lambda: JSONResponse({"done": True}), methods=["POST"])
        app.add_api_route("/boom", _boom, methods=["GET"])
        return TestClient(app, base_url=base, follow_redirects=False, raise_server_exceptions=False)

    yield make
    for app in apps:
        app.state.desk.close()


def _boom() -> None:
    raise RuntimeError("a secret of the server")


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "LOCALHOST."])
def test_loopback_names_are_ours(visit: Callable[..., TestClient], host: str) -> None:
    assert visit().get("/stories", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "192.168.1.5",
     "evil.example:80#localhost", "[::1", "[::1]x", "localhost:80:80", "localhost:x"],
)  # fmt: skip
def test_other_names_are_refused(visit: Callable[..., TestClient], host: str) -> None:
    answer = visit().get("/stories", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


def test_given_names_and_addresses(visit: Callable[..., TestClient]) -> None:
    client = visit(hosts=known_hosts("10.0.0.7", ["News.example"]))
    assert client.get("/stories", headers={"Host": "news.example:80"}).status_code == 200
    assert client.get("/stories", headers={"Host": "10.0.0.7"}).status_code == 200
    assert client.get("/stories", headers={"Host": "10.0.0.8"}).status_code == 421
    anywhere = visit(hosts=known_hosts("0.0.0.0", []), any_address=True)
    assert anywhere.get("/stories", headers={"Host": "10.0.0.8"}).status_code == 200
    assert anywhere.get("/stories", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/stories", "/page", "/nothing", "/boom", "/said"])
def test_every_answer_carries_the_headers(visit: Callable[..., TestClient], path: str) -> None:
    answer = visit().get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert "a secret of the server" not in answer.text


def test_refusals_carry_the_headers(visit: Callable[..., TestClient]) -> None:
    answer = visit().get("/stories", headers={"Host": "evil.example"})
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_token(visit: Callable[..., TestClient]) -> None:
    client = visit(token=TOKEN)
    refused = client.get("/stories")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    for wrong in ("Bearer x", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer", "Bearer " + "é"):
        assert client.get("/stories", headers={"Authorization": wrong.encode()}).status_code == 401
    assert client.get("/stories", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.post("/change", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.post("/change").status_code == 401


def test_the_token_in_a_browser(visit: Callable[..., TestClient]) -> None:
    client = visit(token=TOKEN)
    assert client.get("/page", params={"token": "wrong"}).status_code == 401
    welcome = client.get("/page", params={"q": "x", "token": TOKEN})
    assert (welcome.status_code, welcome.headers["location"]) == (303, "/page?q=x")
    cookie = welcome.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/page").status_code == 200
    assert client.post("/change").status_code == 403, "the cookie alone changes nothing"
    away = client.get("http://localhost//evil.example/x", params={"token": TOKEN})
    assert away.headers["location"] == "/evil.example/x"


def test_changes_take_the_secret(visit: Callable[..., TestClient]) -> None:
    client = visit()
    assert client.post("/change").status_code == 403
    page = client.get("/page")
    assert "SameSite=Strict" in page.headers["set-cookie"]
    assert "set-cookie" not in client.get("/page").headers, "it is given once"
    assert client.post("/change").status_code == 403, "the cookie alone is not enough"
    assert client.post("/change", headers={"X-Musnad-Secret": "s" * 43}).status_code == 200
    assert client.post("/change", data={"secret": "s" * 43}).status_code == 200
    assert client.post("/change", data={"secret": "t" * 43}).status_code == 403
    fresh = visit()
    assert fresh.post("/change", headers={"X-Musnad-Secret": "s" * 43}).status_code == 403, "nor the field alone"


def test_the_secret_of_another_start_is_worthless(library: Library) -> None:
    apps = [make_app(library), make_app(library)]
    old, new = (app.state.gate.secret for app in apps)
    assert old != new
    apps[1].add_api_route("/change", lambda: JSONResponse({}), methods=["POST"])
    client = TestClient(apps[1], base_url="http://localhost", cookies={"musnad_secret": old})
    assert client.post("/change", headers={"X-Musnad-Secret": old}).status_code == 403
    for app in apps:
        app.state.desk.close()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "http://localhost:9999"}],
)  # fmt: skip
def test_cross_site_changes_are_refused(visit: Callable[..., TestClient], headers: dict[str, str]) -> None:
    client = visit()
    client.get("/page")
    answer = client.post("/change", headers={"X-Musnad-Secret": "s" * 43, **headers})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:musnad:problem:cross-site"
    ours = {"X-Musnad-Secret": "s" * 43, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/change", headers=ours).status_code == 200


def test_large_bodies_are_refused(visit: Callable[..., TestClient]) -> None:
    client = visit(largest_body=1_000)
    assert client.post("/change", content=b"x" * 1_001).status_code == 413
    assert client.post("/change", content=iter([b"x" * 600, b"x" * 600])).status_code == 413, "with no length told"
    assert client.post("/change", content=b"", headers={"Content-Length": "9" * 30}).status_code == 413
    assert client.post("/change", content=b"x" * 1_000).status_code == 403, "the secret is the next hurdle"


def test_buckets() -> None:
    now = [0.0]
    buckets = Buckets(2.0, lambda: now[0])
    assert [buckets.take("a") for _ in range(7)] == [0, 0, 0, 0, 0, 0, 0.5]
    assert buckets.take("b") == 0, "each client has its own"
    now[0] = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now[0] = 1_000
    assert [buckets.take("a") for _ in range(7)] == [0, 0, 0, 0, 0, 0, 0.5]


def test_the_rate(visit: Callable[..., TestClient]) -> None:
    client = visit(rate=1.0)
    codes = [client.get("/stories").status_code for _ in range(6)]
    assert codes == [200, 200, 200, 429, 429, 429]
    assert int(client.get("/stories").headers["retry-after"]) >= 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_serve_refuses_others_without_a_token(host: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["serve", "--host", host, "--library", str(tmp_path / "x.db")]) == 2
    assert "--token" in capsys.readouterr().err
    assert main(["serve", "--host", host, "--token", "short", "--library", str(tmp_path / "x.db")]) == 2
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("words", [["--port", "x"], ["--port", "70000"], ["--rate", "0"], ["--rate", "nan"]])
def test_serve_refuses_odd_options(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *words]) == 2
    assert words[1] in capsys.readouterr().err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str], str]]:
    """`musnad serve` on a free port: the process, its command line and its address."""
    command = [sys.executable, "-m", "musnad", "serve", "--library", str(tmp_path / "musnad.db"), "--port"]
    process = subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address
        yield process, command, address[0]
    finally:
        process.kill()
        process.communicate(timeout=20)


def _runs(process: str) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_several_processes_answer_as_one(tmp_path: Path, end: signal.Signals) -> None:
    path = str(tmp_path / "musnad.db")
    with open_library(path):
        pass
    command = [sys.executable, "-m", "musnad", "serve", "--library", path, "--port", "0", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = process.stdout.readline().split()[1]
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        children = listed.read_text().split() if listed.exists() else []
        secrets = set()
        for _ in range(30):
            asked = urllib.request.Request(f"{address}library", headers={"Accept": "text/html"})
            with urllib.request.urlopen(asked, timeout=20) as answer:
                secrets.add(answer.headers["Set-Cookie"].split(";")[0])
        assert len(secrets) == 1, "a form of one process is taken by the other"
        process.send_signal(end)
        process.communicate(timeout=20)
        assert process.returncode == 0
        until = time.monotonic() + 10
        while any(map(_runs, children)) and time.monotonic() < until:
            time.sleep(0.1)
        assert not list(filter(_runs, children))
    finally:
        process.kill()
        process.communicate(timeout=20)


def test_serve_until_ctrl_c(served: tuple[subprocess.Popen[str], list[str], str]) -> None:
    process, command, address = served
    with urllib.request.urlopen(f"{address}stories", timeout=10) as answer:
        assert b'"items":[]' in answer.read()
    port = address.rstrip("/").rpartition(":")[2]
    second = subprocess.run([*command, port], capture_output=True, text=True, timeout=20)
    assert second.returncode == 3
    assert "in use" in second.stderr
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
