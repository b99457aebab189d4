"""Making imported people findable; search itself leaves out what is not visible yet."""
