"""Ways to make pixels, one package or module per backend."""
