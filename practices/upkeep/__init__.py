"""Life after publishing: what readers report, and whether a practice is still alive."""
