"""A hand calculation: its lines are read, and each is marked with errors carried forward.

Reading order: steps.py (what a line claims), names.py (which node a text means), heads.py and
lines.py (how lines are read), own_numbers.py (what follows from what somebody has written),
marking.py (right, wrong, or right given what stands before it), words.py (what is said), result.py
(the marks), answering.py (a question that is answered in this way).
"""
