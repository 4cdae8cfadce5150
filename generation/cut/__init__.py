"""The cut as an edit list: written for editing programs, read from them, and compared with the film."""
