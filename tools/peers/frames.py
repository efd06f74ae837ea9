"""The segments and reports on Polars, in memory."""

import polars as pl

from sql import CLICKED, OPENED, SENT, VIEWED
from world import DAY


def answers(world):
    contact = pl.DataFrame(world.tables["contact"])
    activity = pl.DataFrame(world.tables["activity"]).sort("stamp")
    # One frame a kind: what any reader of Polars would do first.
    kinds = {kind: activity.filter(pl.col("kind") == kind).drop("kind") for kind in (SENT, OPENED, CLICKED, VIEWED)}
    ours = contact.filter(pl.col("ours") == 1).select("id")

    def opened(least, days):
        own = kinds[OPENED].lazy().filter(pl.col("stamp") >= world.since(days))
        return own.group_by("contact").len().filter(pl.col("len") >= least).select("contact")

    def followed(first, page):
        then = kinds[VIEWED].lazy().filter(pl.col("asset") == page).select("contact", "stamp").sort("stamp")
        first = kinds[CLICKED].lazy().filter(first).select("contact", "stamp", begun="stamp").sort("stamp")
        both = then.join_asof(first, on="stamp", by="contact", strategy="backward", allow_exact_matches=False)
        near = both.filter(pl.col("begun").is_not_null() & (pl.col("stamp") - pl.col("begun") <= 7 * DAY))
        return near.select(pl.col("contact").n_unique()).collect().item()

    def among(lazy, other, how="semi", on="id"):
        return lazy.join(other, left_on=on, right_on="contact", how=how)

    def segment(shape):
        people = contact.lazy()
        count = lambda lazy: lazy.select(pl.len()).collect().item()
        match shape["kind"]:
            case 0:
                own = (
                    pl.col("country").is_in([shape["country"], (shape["country"] + 1) % 20])
                    & (pl.col("industry") == shape["industry"])
                    & (pl.col("seniority") == shape["seniority"])
                    & (pl.col("employees") >= shape["employees"])
                )
                return count(people.filter(own))
            case 1:
                return count(opened(shape["opens"], shape["days"]))
            case 2:
                seen = kinds[VIEWED].lazy().filter((pl.col("asset") == shape["page"]) & (pl.col("stamp") >= world.since(7)))
                own = people.filter(pl.col("country") == shape["country"])
                return count(among(among(own, opened(2, shape["days"])), seen))
            case 3:
                own = people.filter(pl.col("industry") == shape["industry"])
                late = kinds[OPENED].lazy().filter(pl.col("stamp") >= world.since(3 * shape["days"]))
                sent = kinds[SENT].lazy().filter(pl.col("asset") == shape["email"])
                return count(among(among(own, late), sent, how="anti"))
            case 4:
                return followed(pl.col("asset") == shape["email"], shape["page"])
            case 5:
                return followed(pl.col("stamp") >= world.since(6 * shape["days"]), shape["page"])

    def daily():
        own = activity.lazy().join(ours.lazy(), left_on="contact", right_on="id", how="anti")
        return own.group_by("kind", pl.col("stamp") // DAY).len().select(pl.col("len").sum()).collect().item()

    def reach():
        own = kinds[OPENED].lazy().join(ours.lazy(), left_on="contact", right_on="id", how="anti")
        return own.group_by("asset").agg(pl.col("contact").n_unique()).select(pl.col("contact").sum()).collect().item()

    return segment, {"daily": daily, "reach": reach}
