"""Building the page with the Node that comes from PyPI, and serving it."""
