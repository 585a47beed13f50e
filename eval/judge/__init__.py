"""A vision-language model as a judge of rooms: what it is shown, what it is asked, and how far it can be trusted.

exhibit    what a judge sees of a scene: one sheet of pictures, the request, the measured facts
criteria   what is asked, and the rubric that a brief makes of its own wishes
reading    from the tokens or the words of a reply to shares of answers
witness    one judge: every question and reply recorded, to be resumed and replayed
docket     many questions with bounded calls, some at a time, in a settled order
pointwise  marks from 1 to 100; pairwise  one room against another, in both orders
planted    scenes with one known fault; distractors  what must not matter; trial  how often a judge notices
agreement  with people's labels
"""
