"""The main job walked through on the running system, in words a producer understands."""
