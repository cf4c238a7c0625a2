"""The path of a crisis: its fixed words, what answers mean, staying afterwards, the safety plan. Needs no database."""
