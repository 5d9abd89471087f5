"""What a coach and somebody on their way to work do together: private until it is shared by an act."""
