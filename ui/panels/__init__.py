"""The studio's panels: choose, judge, exact values, catalogue, relations, take away.

Each file holds what one panel knows and does, without a browser; `wired.py` ties them to the page.
"""
