"""The studio's own parts of the page: bar, start, conversation. Documents in Python, drawing in JavaScript."""
