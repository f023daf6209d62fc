"""Questions that many people asked and that found something, as the workshop counts them."""

try:
    from search.workshop.frequent import good_questions
except ModuleNotFoundError:

    def good_questions(limit: int) -> list[tuple[str, int]]:
        """Without the workshop's log nothing is known to be frequent."""
        return []


__all__ = ["good_questions"]
