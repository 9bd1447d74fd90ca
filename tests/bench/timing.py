"""Timing for the benchmarks: interleaved runs, medians, and ratios of one run to another."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def best_seconds(work: Callable[[], object], runs: int = 7) -> float:
    """Return the shortest of `runs` times of `work`: the least disturbed one."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def interleaved(commands: Sequence[Sequence[str]], *, runs: int, env: dict[str, str]) -> list[list[float]]:
    """Run whole processes in turn (A B C A B C ...), so that a drifting machine hits all alike."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, check=True, env={**os.environ, **env}, capture_output=True)
            if turn:  # the first turn warms the caches
                times[index].append(time.perf_counter() - start)
    return times


def ratio(times: list[float], floor: list[float]) -> float:
    """Return the median of the ratios, pair by pair."""
    return statistics.median(a / b for a, b in zip(times, floor, strict=True))
