"""The steps that make a shot, one module per kind of stage."""
