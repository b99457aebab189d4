"""How days and times are written in each language: months in letters, so that no reader takes a day for a month."""
