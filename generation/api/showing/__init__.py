"""From what queries return to the shapes of replies."""
