"""What was published, for programs: read only, without signing in, and nothing about any person."""
