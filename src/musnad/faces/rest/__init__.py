"""The REST API: the commands over HTTP, under their own names."""
