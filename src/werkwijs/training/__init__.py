"""Courses that rest on an edition of cards: made, learnt in groups, proved, and packed."""
