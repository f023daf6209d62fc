"""What the search box offers while somebody types."""
