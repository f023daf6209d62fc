"""„Пълно описание“: the full form as six steps, saved at every one."""
