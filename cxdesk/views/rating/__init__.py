"""Rating a touchpoint by hand, and what its ratings come to."""
