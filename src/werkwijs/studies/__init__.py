"""What is asked: focus prompt, groups, scales, texts, statements, phases."""
