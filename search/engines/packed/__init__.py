"""What both database engines are made of: packed counts, kept texts, and the ranking over them."""
