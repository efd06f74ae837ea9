"""The generated rows, as `bench audience --export` writes them: a file a column."""

import json
import pathlib

import numpy

TYPES = {"u8": "u1", "u16": "<u2", "u32": "<u4", "i32": "<i4", "i64": "<i8"}
DAY = 86_400_000


class World:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.facts = json.loads((folder / "world.json").read_text())
        self.now = self.facts["now"]
        self.tables = {"contact": {}, "activity": {}}
        for path in sorted(folder.glob("*.*.*")):
            table, column, kind = path.name.split(".")
            self.tables[table][column] = numpy.fromfile(path, dtype=TYPES[kind])
        self.tables["contact"]["id"] = numpy.arange(self.facts["contacts"], dtype="<u4")

    def since(self, days):
        """The first millisecond of the last so many days."""
        return self.now - days * DAY + 1
