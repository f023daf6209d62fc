"""„Търсим практика“: a search without an answer becomes a public request."""
