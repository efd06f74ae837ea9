"""Runs every peer on the generated rows, compares each count with the image's, and prints one table.

compare.py ROWS AUDIENCE.json OUT.json [peer …]
"""

import json
import signal
import statistics
import sys
import tempfile
import time

from engines import ENGINES
from world import World

SIX = ["S1", "S2", "S3", "S4", "S5", "S6"]
REPORTS = {
    "daily": "activities by day and kind",
    "reach": "contacts by email",
    "daily of all": "SQL: activities by day and kind",
    "reach of all": "SQL: contacts by email",
}


# Seconds for which what is quick is asked, as the image is.
AT_LEAST = 0.05


def timed(work, times):
    taken = []
    first = time.perf_counter()
    while len(taken) < times or time.perf_counter() - first < AT_LEAST:
        begun = time.perf_counter()
        result = work()
        taken.append((time.perf_counter() - begun) * 1e3)
    return result, statistics.median(taken)


def measure(name, world, expected, wrong):
    with tempfile.TemporaryDirectory() as folder, ENGINES[name](world, folder) as (segment, reports):
        print(f"{name} …", file=sys.stderr)
        figures = {}

        def held(what, count, ms):
            figures[what] = {"ms": ms, "count": count}
            if count != expected[what]:
                wrong.append(f"{name} counts {count} for {what}, the image {expected[what]}")

        for what, shape in zip(SIX, world.facts["six"]):
            segment(shape)
            held(what, *timed(lambda: segment(shape), 5))
        for key, what in REPORTS.items():
            if key in reports:
                held(what, *timed(reports[key], 3))
        begun = time.perf_counter()
        counts = [segment(shape) for shape in world.facts["hundred"]]
        figures["100 segments"] = {"ms": (time.perf_counter() - begun) * 1e3, "count": sum(counts)}
        for place, (count, other) in enumerate(zip(counts, expected["hundred"])):
            if count != other:
                wrong.append(f"{name} counts {count} for segment {place} of the hundred, the image {other}")
        return figures


def main(rows, audience, out, *names):
    image = json.load(open(audience))
    lines = {line["name"]: line for line in image["lines"]}
    lines["100 segments"] = lines["100 segments at once"]
    expected = {name: line.get("count") for name, line in lines.items()} | {"hundred": image["hundred"]}
    world, wrong = World(rows), []
    whats = [*SIX, "100 segments", *REPORTS.values()]
    table = {"image": {what: {"ms": lines[what]["value"], "count": lines[what]["count"]} for what in whats}}
    table["by hand"] = {what: {"ms": lines[what]["by_hand"]} for what in SIX}
    for name in names or ENGINES:
        table[name] = measure(name, world, expected, wrong)
        with open(out, "w") as file:
            json.dump({"contacts": image["contacts"], "activities": image["activities"], "figures": table}, file, indent=1)
    print(f"\nmilliseconds, {image['contacts']} contacts, {image['activities']} activities")
    print(f"{'':34}" + "".join(f"{name:>12}" for name in table) + f"{'count':>12}")
    for what in whats:
        cells = [f"{table[name][what]['ms']:12.2f}" if what in table[name] else f"{'':12}" for name in table]
        print(f"{what:34}" + "".join(cells) + f"{expected[what]:>12}")
    for line in wrong:
        print(f"WRONG: {line}")
    sys.exit(1 if wrong else 0)


# Stopped by others, the peers' servers stop too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
main(*sys.argv[1:])
