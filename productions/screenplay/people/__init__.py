"""People: who is in a film, how they are called, and who is there in each sentence."""
