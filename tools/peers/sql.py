"""The segments and reports as SQL, one way for every database that has it."""

from world import DAY

SENT, OPENED, CLICKED, VIEWED = range(4)


def segment(world, shape, followed):
    """One segment; `followed(first, page)` says how a database finds what followed what."""
    opened = lambda least, days: (
        f"SELECT contact FROM activity WHERE kind = {OPENED} AND stamp >= {world.since(days)} "
        f"GROUP BY contact HAVING count(*) >= {least}"
    )
    country, industry = shape["country"], shape["industry"]
    match shape["kind"]:
        case 0:
            return (
                f"SELECT count(*) FROM contact WHERE country IN ({country}, {(country + 1) % 20}) AND industry = {industry} "
                f"AND seniority = {shape['seniority']} AND employees >= {shape['employees']}"
            )
        case 1:
            return f"SELECT count(*) FROM ({opened(shape['opens'], shape['days'])}) AS who"
        case 2:
            return (
                f"SELECT count(*) FROM contact WHERE country = {country} AND id IN ({opened(2, shape['days'])}) "
                f"AND id IN (SELECT contact FROM activity WHERE kind = {VIEWED} AND asset = {shape['page']} "
                f"AND stamp >= {world.since(7)})"
            )
        case 3:
            return (
                f"SELECT count(*) FROM contact WHERE industry = {industry} AND id IN (SELECT contact FROM activity "
                f"WHERE kind = {OPENED} AND stamp >= {world.since(3 * shape['days'])}) AND NOT EXISTS (SELECT 1 FROM activity s "
                f"WHERE s.contact = contact.id AND s.kind = {SENT} AND s.asset = {shape['email']})"
            )
        case 4:
            return followed(f"kind = {CLICKED} AND asset = {shape['email']}", shape["page"])
        case 5:
            return followed(f"kind = {CLICKED} AND stamp >= {world.since(6 * shape['days'])}", shape["page"])


def by_index(first, page):
    """What followed what, by looking back from each visit through an index."""
    first = first.replace("kind", "f.kind").replace("asset", "f.asset").replace("stamp >=", "f.stamp >=")
    return (
        f"SELECT count(DISTINCT t.contact) FROM activity t WHERE t.kind = {VIEWED} AND t.asset = {page} AND EXISTS "
        f"(SELECT 1 FROM activity f WHERE f.contact = t.contact AND {first} AND f.stamp < t.stamp AND f.stamp >= t.stamp - {7 * DAY})"
    )


def by_order(first, page):
    """What followed what, by a join on the nearest instant before."""
    return (
        f"SELECT count(DISTINCT t.contact) FROM (SELECT contact, stamp FROM activity WHERE kind = {VIEWED} AND asset = {page}) t "
        f"ASOF JOIN (SELECT contact, stamp FROM activity WHERE {first}) f ON t.contact = f.contact AND t.stamp > f.stamp "
        f"WHERE t.stamp - f.stamp <= {7 * DAY}"
    )


DAILY = (
    f"SELECT sum(n) FROM (SELECT kind, stamp / {DAY} AS day, count(*) AS n FROM activity JOIN contact ON id = contact "
    "WHERE ours = 0 GROUP BY 1, 2) AS days"
)
# As `siembra query` is asked: everybody's.
DAILY_OF_ALL = f"SELECT sum(n) FROM (SELECT kind, stamp / {DAY} AS day, count(*) AS n FROM activity GROUP BY 1, 2) AS days"
REACH_OF_ALL = (
    "SELECT sum(n) FROM (SELECT asset, count(DISTINCT contact) AS n FROM activity "
    f"WHERE kind = {OPENED} GROUP BY 1) AS emails"
)
REACH = (
    "SELECT sum(n) FROM (SELECT asset, count(DISTINCT contact) AS n FROM activity JOIN contact ON id = contact "
    f"WHERE kind = {OPENED} AND ours = 0 GROUP BY 1) AS emails"
)
