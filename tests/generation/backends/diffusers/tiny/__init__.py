"""Models of random weights, small enough that a clip takes a tenth of a second: one builder for each family."""
