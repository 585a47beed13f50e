"""Systems compared in pairs by judges, and how sure one can be of the table.

field          systems, prompts and their rooms, from folders
bradley_terry  strengths with a first-position term; intervals by a bootstrap clustered by prompt
reliability    what a judge's own answers say against it: flips, cycles, conflicts, bias between equals
tournament     all questions to all judges; standings
report         JSON, CSV and one page
"""
