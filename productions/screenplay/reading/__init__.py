"""Reading: from the bytes of a file to the elements of a screenplay, each with its lines."""
