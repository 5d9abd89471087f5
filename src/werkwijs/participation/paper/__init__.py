"""Taking part on paper: what is printed, what is typed in from it, and whether that was typed in right."""
