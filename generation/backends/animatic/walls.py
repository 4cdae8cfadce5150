"""Where the walls of a room are, in metres, so that people and sets agree on it."""

BACK, SIDE, CEILING = 3.3, 3.6, 2.75
"""Metres to the back wall, from the middle to the side walls, and up to the ceiling."""
DOOR = (0.22, 1.12)
"""From where to where on the back wall a door is put in for somebody to open it."""
SIDE_WINDOW = (-0.1, 1.5, 0.85, 2.15)
"""Depth and height, from and to, of a window in the right wall for somebody to look out of."""
