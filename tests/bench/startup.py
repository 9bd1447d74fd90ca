"""Whole processes, piped: `digest list` and `digest show` beside a Typer app that does nothing.

    python tests/bench/startup.py [--digest PATH] [--papis PATH] [FILES...]

Run it with the Python of a wheel installed without development tools. `--papis` is the command of
an installed papis, which then lists a library of 100 documents made for the purpose.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

from timing import interleaved, ratio

FLOOR = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(): pass
@app.command()
def two(): pass
app()
"""
PAPER = (
    "title: Paper number {n}\nauthor: Doe, Jane\nyear: {year}\nref: doe{n}\npapis_id: {n:032x}\nfiles: []\n"
)


def papis_command(papis: str, folder: pathlib.Path) -> tuple[list[str], dict[str, str]]:
    library = folder / "papers"
    for number in range(100):
        paper = library / f"paper{number}"
        paper.mkdir(parents=True)
        (paper / "info.yaml").write_text(PAPER.format(n=number, year=2000 + number % 25), encoding="utf-8")
    config = folder / "config"
    (config / "papis").mkdir(parents=True)
    (config / "papis" / "config").write_text(
        f"[settings]\ndefault-library = bench\n[bench]\ndir = {library}\n"
    )
    return [papis, "list", "--all"], {"XDG_CONFIG_HOME": str(config), "XDG_CACHE_HOME": str(folder / "cache")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--digest", default=str(pathlib.Path(sys.executable).with_name("digest")))
    parser.add_argument("--papis")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("files", nargs="*", default=["../shared/seeds"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "floor.py").write_text(FLOOR, encoding="utf-8")
        env = {"DIGEST_LIBRARY": str(folder / "library.db"), "DIGEST_CONFIG": str(folder / "none.yaml")}
        subprocess.run([given.digest, "add", *given.files], check=True, env={"PATH": "/usr/bin:/bin", **env})
        commands = [[sys.executable, str(folder / "floor.py"), "one"]]
        names = ["a Typer app that does nothing"]
        for arguments in (["list", "--category", "quant-ph"], ["show", "47"], ["export", "--format", "csv"]):
            commands.append([given.digest, *arguments])
            names.append("digest " + " ".join(arguments))
        if given.papis:
            command, more = papis_command(given.papis, folder)
            commands.append(command)
            names.append("papis list, 100 documents")
            env |= more
        times = interleaved(commands, runs=given.runs, env=env)
    print(f"{'whole process, median of ' + str(given.runs):44} {'ms':>7} {'ratio':>6}")
    for label, one in zip(names, times, strict=True):
        print(f"{label:44} {statistics.median(one) * 1000:7.1f} {ratio(one, times[0]):6.2f}")


if __name__ == "__main__":
    main()
