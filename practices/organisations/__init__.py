"""An optional account for organisations with several entries: one list for all their people."""
