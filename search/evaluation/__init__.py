"""The judged set: what people ask, what answers them, and how far a ranking is from that."""
