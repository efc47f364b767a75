"""``python -m bench.quality`` measures our own questions; ``--write`` makes the figures what is expected."""

from __future__ import annotations

import argparse
import sys

from bench.quality.figures import NAMES, SETS, Figures, expected, fallen, measured, taken_in, write


def main() -> int:
    """Status 1 where a figure has fallen and is not written as what is expected from now on."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality")
    parser.add_argument(
        "sets", nargs="*", choices=[[], *SETS], metavar="SET", help="only these of " + ", ".join(SETS)
    )
    parser.add_argument("--write", action="store_true", help="expect these figures from now on")
    options = parser.parse_args()
    before = expected()
    now = {}
    for name in options.sets or SETS:
        with taken_in(SETS[name]) as service:
            now[name] = measured(service, SETS[name])
        report(name, before.get(name, {}), now[name])
    if options.write:
        write({name: {**before, **now}[name] for name in SETS if name in {**before, **now}})
        return 0
    return int(any(fallen(before.get(name, {}), figures) for name, figures in now.items()))


def report(name: str, before: Figures, now: Figures) -> None:
    print(f"{name:18} measured expected")
    for figure in NAMES:
        worse = "worse" if figure in fallen(before, now) else ""
        was = f"{before[figure]:8.3f}" if figure in before else " " * 8
        print(f"  {figure:16} {now[figure]:8.3f} {was} {worse}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
