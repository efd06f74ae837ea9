"""The peers, each with the same rows: a function that answers one segment and one that answers one report."""

import contextlib
import glob
import os
import shutil
import sqlite3
import subprocess
import tempfile

import sql

CONTACT = ["id", "country", "industry", "seniority", "employees", "ours"]
ACTIVITY = ["contact", "kind", "asset", "stamp"]
INDEXES = [
    "CREATE INDEX by_fields ON contact (industry, seniority, country, employees, id)",
    "CREATE INDEX by_country ON contact (country, id)",
    "CREATE INDEX by_time ON activity (kind, stamp, contact)",
    "CREATE INDEX by_asset ON activity (kind, asset, stamp, contact)",
    "CREATE INDEX by_contact ON activity (contact, kind, asset, stamp)",
    "CREATE INDEX by_contact_time ON activity (contact, kind, stamp)",
]


def reports(ask):
    texts = {"daily": sql.DAILY, "reach": sql.REACH, "daily of all": sql.DAILY_OF_ALL, "reach of all": sql.REACH_OF_ALL}
    return {key: lambda text=text: ask(text) for key, text in texts.items()}


@contextlib.contextmanager
def duckdb(world, folder):
    import duckdb as duck
    import pyarrow

    link = duck.connect()
    for table, columns in world.tables.items():
        rows = pyarrow.table(columns)
        link.execute(f"CREATE TABLE {table} AS SELECT * FROM rows ORDER BY {'stamp' if table == 'activity' else 'id'}")
    ask = lambda text: int(link.execute(text).fetchone()[0])
    yield (lambda shape: ask(sql.segment(world, shape, sql.by_order))), reports(lambda text: ask(text.replace(" / ", " // ")))


@contextlib.contextmanager
def polars(world, folder):
    import frames

    yield frames.answers(world)


@contextlib.contextmanager
def sqlite(world, folder):
    path = os.path.join(folder, "peers.sqlite")
    link = sqlite3.connect(path)
    for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -2000000", "mmap_size = 30000000000"):
        link.execute(f"PRAGMA {pragma}")
    for table, names in (("contact", CONTACT), ("activity", ACTIVITY)):
        columns = world.tables[table]
        link.execute(f"CREATE TABLE {table} ({', '.join(name + ' INTEGER' for name in names)})")
        for first in range(0, len(columns[names[0]]), 500_000):
            rows = zip(*(columns[name][first : first + 500_000].tolist() for name in names))
            link.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
    for index in INDEXES:
        link.execute(index)
    link.execute("ANALYZE")
    link.commit()
    ask = lambda text: int(link.execute(text).fetchone()[0])
    yield (lambda shape: ask(sql.segment(world, shape, sql.by_index))), reports(ask)
    link.close()


@contextlib.contextmanager
def postgres(world, folder):
    import psycopg

    binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    home = tempfile.mkdtemp(prefix="peers-", dir="/tmp")
    user = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        user = ["runuser", "-u", "postgres", "--"]
    start = lambda *command, **more: subprocess.run([*user, *command], check=True, stdout=subprocess.DEVNULL, **more)
    start(f"{binaries}/initdb", "-D", f"{home}/data", "-A", "trust", "-U", "postgres")
    settings = "-c listen_addresses= -c fsync=off -c shared_buffers=2GB -c work_mem=256MB -c maintenance_work_mem=1GB"
    tuned = settings + " -c max_wal_size=8GB -c jit=off -c random_page_cost=1.1 -c effective_cache_size=8GB"
    start(f"{binaries}/pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/log", "-o", f"-k {home} {tuned}", "start")
    try:
        with psycopg.connect(f"host={home} user=postgres", autocommit=True) as link:
            for table, names in (("contact", CONTACT), ("activity", ACTIVITY)):
                kinds = {"stamp": "bigint", "kind": "smallint", "asset": "smallint"}
                typed = ", ".join(f"{name} {kinds.get(name, 'integer')}" for name in names)
                link.execute(f"CREATE UNLOGGED TABLE {table} ({typed})")
                columns = world.tables[table]
                with link.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    for first in range(0, len(columns[names[0]]), 200_000):
                        rows = zip(*(columns[name][first : first + 200_000].tolist() for name in names))
                        copy.write("".join("\t".join(map(str, row)) + "\n" for row in rows))
            for index in [*INDEXES, "ALTER TABLE contact ADD PRIMARY KEY (id)", "VACUUM ANALYZE"]:
                link.execute(index)
            ask = lambda text: int(link.execute(text).fetchone()[0])
            yield (lambda shape: ask(sql.segment(world, shape, sql.by_index))), reports(ask)
    finally:
        start(f"{binaries}/pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


ENGINES = {"DuckDB": duckdb, "Polars": polars, "SQLite": sqlite, "PostgreSQL": postgres}
