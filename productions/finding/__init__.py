"""Finding things of a production by what they are called and what is said in them."""

from productions.finding.rows import follow, refresh
from productions.finding.searching import KINDS, Found, Hit, Kind, search

__all__ = ["KINDS", "Found", "Hit", "Kind", "follow", "refresh", "search"]
