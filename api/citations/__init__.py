"""A citation in the forms of other programs: reference managers, word processors, notes."""
