"""The editors' workshop: what is searched for, and words added with their effect seen first."""
