"""A study as a study folder, and back: ``folder`` writes, ``taking_in`` reads."""
