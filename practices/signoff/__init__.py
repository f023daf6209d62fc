"""„Съгласуване без вход“: people agree to one exact text, each by a link of their own."""
