"""„Сигнал“: anyone points to a practice that is not theirs; its municipality claims it by a link."""
