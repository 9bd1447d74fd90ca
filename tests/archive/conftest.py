"""Digests to build archives of, a cluster, and an object store, all on this machine."""

from __future__ import annotations

import datetime
import pathlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from cli.conftest import command as command  # the program and the command line of the other tests
from cli.conftest import digest as digest
from cli.conftest import program as program

from archive.cluster import LocalCluster, hooked
from archive.making import write_days


@pytest.fixture
def days(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of 6 daily digests of 10 papers, over the turn of a year."""
    return write_days(tmp_path / "days", 6, 10, datetime.date(2025, 12, 29))


@pytest.fixture
def cluster(tmp_path: pathlib.Path) -> Iterator[LocalCluster]:
    """Give a scheduler and two workers, in which files by the name of poison kill whoever reads them."""
    made = LocalCluster(tmp_path, hooked(tmp_path, 0.02))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    """Give the address of a server that speaks S3."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the URL of a new, empty bucket; the variables say where it is, as for any program."""
    import uuid

    import boto3

    for name, value in {
        "AWS_ENDPOINT_URL": store,
        "AWS_ACCESS_KEY_ID": "someone",
        "AWS_SECRET_ACCESS_KEY": "something",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    name = f"b{uuid.uuid4().hex}"
    boto3.client("s3").create_bucket(Bucket=name)
    return f"s3://{name}"
