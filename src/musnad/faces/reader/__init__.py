"""The reader: pages of stories, right-to-left first."""
