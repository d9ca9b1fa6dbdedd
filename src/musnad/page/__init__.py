"""From bytes to an Article: decoding, formats, metadata, and the furniture that stands around and inside the text."""
