"""Delivery: the film as one file, assembled of the takes in use."""
