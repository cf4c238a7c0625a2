"""The check-ins' instruments: each a data file here, read, answered and scored by the three modules."""
