"""What `musnad serve` takes: clients that read and search a library while another program adds to it.

   python benchmarks/serve.py LIBRARY [--clients 16] [--seconds 30] [--workers 1] [--pages] [--no-add]

LIBRARY is added to: give a copy. Clients are threads of a process of their own, each with one connection, asking the next
question as soon as the last is answered: said, searches, stories, articles, each other than the one before (no
tag is sent, so nothing is spared); with --pages half of them ask for the reader's pages. Prints requests a second, the
median and the 95th percentile of the time to the last byte, what went wrong, the first page's time, and the processor time
of the server, since clients, server and the program that adds share the machine's cores.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from musnad.library import open_library
from musnad.page.article import make_article

WORDS = ("الرئيس", "الاقتصاد", "بوتين", "السعودية اليمن", '"مجلس الأمن"', "انتخاب*", "النفط -روسيا", "speaker:الوزير", "تعليم")
NAMES = ("بوتين", "ترامب", "لافروف", "أردوغان", "ميركل", "الجبير", "السيسي", "نتنياهو")


class Told(NamedTuple):
    """What a client saw: kinds and times in seconds of what was answered, and what went wrong."""

    times: list[tuple[str, float]]
    wrong: list[str]


def questions(library: Path, pages: bool) -> list[tuple[str, str]]:
    """Addresses with their kinds, drawn from what the library has."""
    with open_library(library, mode="read") as opened:
        stories = [one.id for one in opened.stories_page(limit=200).items]
        hits = [hit for word in WORDS[:4] for hit in opened.search(word, limit=60).hits]
    articles = [hit.article.id for hit in hits]
    found = [("said", f"/said?who={quote(name)}&limit={n}") for name in NAMES for n in (10, 20, 30)]
    found += [("search", f"/search?q={quote(word)}&limit={n}&format=json") for word in WORDS for n in (10, 20, 30)]
    found += [("stories", f"/stories?limit={n}&format=json") for n in range(5, 30)]
    found += [("article", f"/article/{key}?format=json") for key in articles]
    found += [("story", f"/story/{key}?format=json") for key in stories]
    if pages:
        found += [("article page", f"/article/{key}") for key in articles] + [("story page", f"/story/{key}") for key in stories]
        found += [("search page", f"/search?q={quote(word)}") for word in WORDS] + [("front", "/")] * 20
    return found


def ask(port: int, asked: list[tuple[str, str]], until: float, seed: int) -> Told:
    """One client: asks until the time is up."""
    draw, times, wrong = random.Random(seed), [], []
    kinds = sorted({kind for kind, _ in asked})
    by_kind = {kind: [path for one, path in asked if one == kind] for kind in kinds}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        kind = draw.choice(kinds)
        page = "page" in kind or kind == "front"
        started = time.monotonic()
        try:
            connection.request("GET", draw.choice(by_kind[kind]), headers={"Accept": "text/html" if page else "*/*"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{kind} {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{kind} {type(error).__name__}")
            connection.close()
        times.append((kind, time.monotonic() - started))
    return Told(times, wrong)


def clients(port: int, asked: list[tuple[str, str]], count: int, seconds: float, send: object) -> None:
    """All clients, as threads of this process."""
    told: list[Told] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=lambda n=n: told.append(ask(port, asked, until, n))) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send.send(told)  # type: ignore[attr-defined]


def add(library: Path, end: object, send: object) -> None:
    """Read and add articles one batch after the other until told to end: texts of the library, each with a new beginning."""
    with open_library(library, wait=60) as opened:
        keys = [hit.article.id for hit in opened.search("الرئيس", limit=300).hits]
        texts = [opened.article(key)[0] for key in keys]
        added = 0
        while not end.is_set():  # type: ignore[attr-defined]
            batch = [
                make_article(f"{time.time_ns()} {one.text}", title=one.title, outlet="new", published=one.published,
                             url=f"https://new.example/{time.time_ns()}")
                for one in texts[added % 300 : added % 300 + 20]
            ]  # fmt: skip
            added += opened.add(batch, workers=0).added
    send.send(added)  # type: ignore[attr-defined]


def serve(library: Path, workers: int) -> tuple[subprocess.Popen[str], int]:
    """`musnad serve` on a free port."""
    command = [sys.executable, "-m", "musnad", "serve", "--library", str(library), "--port", "0", "--rate", "100000"]
    command += ["--workers", str(workers)] if workers > 1 else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    found = re.search(r":(\d+)/", process.stdout.readline())
    assert found
    return process, int(found[1])


def first_page(port: int) -> float:
    """Seconds to the front page, the median of seven."""
    times = []
    for _ in range(7):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        started = time.monotonic()
        connection.request("GET", "/", headers={"Accept": "text/html"})
        connection.getresponse().read()
        times.append(time.monotonic() - started)
    return sorted(times)[3]


def share(times: list[float], part: float) -> float:
    """A percentile in milliseconds."""
    return 1e3 * sorted(times)[int(part * (len(times) - 1))] if times else 0.0


def cpu_of(pid: int) -> float:
    """Processor seconds of a process and its children that live."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--no-add", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    asked = questions(args.library, args.pages)
    process, port = serve(args.library, args.workers)
    spawn = multiprocessing.get_context("spawn")
    end, (added_here, added_there), (told_here, told_there) = spawn.Event(), spawn.Pipe(), spawn.Pipe()
    adder = spawn.Process(target=add, args=(args.library, end, added_there))
    try:
        page = first_page(port)
        if not args.no_add:
            adder.start()
            time.sleep(3)
        before = cpu_of(process.pid)
        child = spawn.Process(target=clients, args=(port, asked, args.clients, args.seconds, told_there))
        child.start()
        told: list[Told] = told_here.recv()
        child.join()
        spent = cpu_of(process.pid) - before
        end.set()
        added = 0 if args.no_add else added_here.recv()
    finally:
        end.set()
        process.terminate()
        process.wait(30)
    report(args, told, {"first_page_ms": round(1e3 * page), "server_cpu_s": round(spent, 1), "added": added})


def report(args: argparse.Namespace, told: list[Told], facts: dict[str, float]) -> None:
    """Print the figures."""
    times = [one for client in told for one in client.times]
    wrong = Counter(one for client in told for one in client.wrong)
    whole = [seconds for _, seconds in times]
    facts = {
        "requests": len(times), "per_second": round(len(times) / args.seconds, 1), "p50_ms": round(share(whole, 0.5), 1),
        "p95_ms": round(share(whole, 0.95), 1), "errors": wrong.total(), **facts,
    }  # fmt: skip
    if args.json:
        print(msgspec.json.encode(facts).decode())
        return
    print(" · ".join(f"{name} {value}" for name, value in facts.items()))
    for kind in sorted({kind for kind, _ in times}):
        own = [seconds for one, seconds in times if one == kind]
        print(f"  {kind:13} {len(own):6} requests, p50 {share(own, 0.5):7.1f} ms, p95 {share(own, 0.95):7.1f} ms")
    for what, count in wrong.most_common(8):
        print(f"  wrong: {count} × {what}")


if __name__ == "__main__":
    main()
