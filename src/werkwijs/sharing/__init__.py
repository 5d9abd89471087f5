"""Pages of the person and of people around them: what was agreed to be seen, and what they give back."""
