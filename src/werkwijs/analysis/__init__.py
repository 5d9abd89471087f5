"""Maps drawn from a study: asked, drawn beside the website, looked at."""
