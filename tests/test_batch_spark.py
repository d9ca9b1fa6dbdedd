"""The engine of a cluster: a real master and two workers of Spark on this machine give the rows that processes give."""

from __future__ import annotations

import json
import lzma
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from musnad.batch.layout import BatchError, read_manifest
from musnad.batch.local import BatchHow, run_local
from musnad.faces.cli import main
from test_batch import STORIES, all_rows, items

pyspark = pytest.importorskip("pyspark", reason="needs PySpark: pip install 'musnad[spark]' (make test EXTRAS=dev,spark)")
if shutil.which("java") is None:
    pytest.skip("needs Java 17 (make services)", allow_module_level=True)

from musnad.batch.spark import SparkHow, run_spark  # noqa: E402

#: What a worker's process is called in Spark.
_MASTER, _WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
#: So that two workers and this session share a small machine.
_MEMORY = "700m"


class Cluster:
    """A standalone master and its workers on loopback, each a Java process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self._all = [self._start("master", _MASTER, "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0")]
        wait_for(self.port)
        self.workers = [self.add_worker(number) for number in (1, 2)]
        for number in (1, 2):
            self._registered(number)

    def add_worker(self, number: int) -> subprocess.Popen[bytes]:
        work = self.folder / f"work{number}"
        return self._start(
            f"worker{number}", _WORKER, "--host", "127.0.0.1", "--cores", "1", "--memory", _MEMORY, "--work-dir", str(work),
            "--webui-port", "0", self.url,
        )  # fmt: skip

    def _start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        env = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_DAEMON_MEMORY": "256m"}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen([str(program), *command], stdout=log, stderr=log, env=env, start_new_session=True)
        self._all = [*getattr(self, "_all", ()), process]
        return process

    def _registered(self, number: int) -> None:
        log = self.folder / f"worker{number}.log"
        for _ in range(600):
            if "Successfully registered with master" in log.read_text(errors="replace"):
                return
            time.sleep(0.1)
        pytest.fail(f"worker {number} did not register: {log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        for process in self._all:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nothing listens on port {port}")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers, with the memory of its executors."""
    before = {name: os.environ.get(name) for name in ("SPARK_LOCAL_IP", "PYSPARK_SUBMIT_ARGS")}
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": "--conf spark.executor.memory=512m pyspark-shell"}
    made = Cluster(tmp_path_factory.mktemp("spark"))
    yield made
    made.stop()
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def short_articles(shared: Path, count: int, to: Path) -> Path:
    """So many of the shortest articles of a corpus, in the corpus's order; and some twice, in another version."""
    with lzma.open(shared / "corpus" / "ant-2018.jsonl.xz", "rt", encoding="utf-8") as lines:
        every = list(lines)
    chosen = sorted(sorted(range(len(every)), key=lambda at: (len(every[at]), at))[:count])
    again = [json.loads(every[at]) for at in chosen[: count // 40]]
    changed = [json.dumps({**one, "title": "عنوان آخر"}, ensure_ascii=False) + "\n" for one in again]
    to.mkdir()
    half = len(chosen) // 2
    (to / "a.jsonl").write_text("".join(every[at] for at in chosen[:half]), encoding="utf-8")
    (to / "b.jsonl").write_text("".join([*(every[at] for at in chosen[half:]), *changed, "{\n"]), encoding="utf-8")
    return to


def kill_one_when_reading(cluster: Cluster, out: Path) -> None:
    """Kill a worker, with its executor, as soon as some of the articles are read."""
    for _ in range(3000):
        if any((out / "_work").rglob("part-*.parquet")) or any((out / "_work").rglob("part-*.crc")):
            break
        time.sleep(0.05)
    os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    executors = subprocess.run(["pgrep", "-f", f"{cluster.folder}/work1"], capture_output=True, text=True).stdout.split()
    for pid in executors:
        os.kill(int(pid), signal.SIGKILL)


def test_a_cluster_gives_the_rows_of_one_machine(shared: Path, cluster: Cluster, tmp_path: Path) -> None:
    """One of the two workers dies in the middle of it: nothing is lost or doubled."""
    source = short_articles(shared, 2_000, tmp_path / "given")
    local = run_local(items(source), tmp_path / "local", BatchHow(workers=2))
    killer = threading.Thread(target=kill_one_when_reading, args=(cluster, tmp_path / "spark"))
    killer.start()
    spark = run_spark([str(source)], tmp_path / "spark", BatchHow(), SparkHow(cluster.url, 4))
    killer.join()
    assert cluster.workers[0].poll() is not None
    assert (spark.articles, spark.rows, spark.set_aside) == (local.articles, local.rows, local.set_aside)
    assert spark.set_aside == {"repeated": 50, "bad-json": 1}
    assert spark.made_by == local.made_by
    assert all_rows(tmp_path / "spark") == all_rows(tmp_path / "local")
    assert spark.rows["copies"] > 10
    assert spark.rows["stories"] > 50


def test_the_command_on_a_laptop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables"
    command = ["batch", str(STORIES), str(out), "--engine", "spark", "--master", "local[2]", "--parts", "2"]
    assert main(command) == 0
    told = capsys.readouterr().out
    run_local(items(), tmp_path / "local", BatchHow())
    assert all_rows(out) == all_rows(tmp_path / "local")
    assert main(command) == 0
    assert capsys.readouterr().out == f"already there: {told}"
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.engine == "spark"
    assert not (out / "_work").exists()


def test_a_worker_without_the_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    monkeypatch.setenv("PYSPARK_PYTHON", str(bare / "bin" / "python"))
    with pytest.raises(BatchError, match=r"a worker has no package \w+: install musnad on each"):
        run_spark([str(STORIES)], tmp_path / "out", BatchHow(), SparkHow("local[1]", 1))


def test_what_workers_cannot_find_is_refused(tmp_path: Path) -> None:
    for source in ("-", "https://nakhil.example/feed"):
        with pytest.raises(BatchError, match="save it as one"):
            run_spark([source], tmp_path / "out", BatchHow())
    with pytest.raises(BatchError, match="Spark does not start"):
        run_spark([str(STORIES)], tmp_path / "out", BatchHow(), SparkHow("nonsense://1"))


@pytest.mark.soak
def test_a_cluster_gives_the_rows_of_one_machine_on_many(shared: Path, cluster: Cluster, tmp_path: Path) -> None:
    count = max(int(20_000 * float(os.environ.get("MUSNAD_SOAK", "1"))), 500)
    source = tmp_path / "given.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for name in ("ant-2018", "saudinewsnet-2015"):
            with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
                file.writelines(islice(lines, count // 2))
    local = run_local(items(source), tmp_path / "local", BatchHow(workers=2))
    spark = run_spark([str(source)], tmp_path / "spark", BatchHow(), SparkHow(cluster.url, 4))
    assert (spark.articles, spark.rows, spark.set_aside) == (local.articles, local.rows, local.set_aside)
    assert all_rows(tmp_path / "spark") == all_rows(tmp_path / "local")
