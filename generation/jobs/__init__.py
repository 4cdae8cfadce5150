"""Jobs: how ordered work opens, is claimed, is committed, fails, is cancelled and is swept.

Readiness is derived, never counted. Whoever moves the jobs of an order holds the order's row; locks are taken in one
order everywhere: orders by id, actions by key, then streams and rows.
"""
