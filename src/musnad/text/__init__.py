"""The ground floor: views of a text that know the way back to it. Knows nothing of news."""
