"""Press releases with what a reader found in them, and how well the rules do on them."""
