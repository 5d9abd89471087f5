"""Sterk-in-Werk cards: drawn from a published map, written for four readers, frozen in editions."""
