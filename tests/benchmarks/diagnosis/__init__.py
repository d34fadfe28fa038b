"""What the diagnosis is worth: ``python -m tests.benchmarks.diagnosis`` prints one table.

Figures are printed and never asserted: the measure stands beside the code that it judges.
Reading order: labels.py and scoring.py (when a diagnosis is right), people.py (wrong numbers of
real people), published.py and slips/ (graphs of others, and the slips that calculus knows of),
questions.py and evidence.py, singles.py, values.py, pairs.py, strangers.py, circular.py,
calibration.py, protocol.py, times.py; table.py prints.
Nothing here reads the rules of the program: they are asked through the face of the package alone.
Only values.py measures by the program's own slips, because it judges the values and not the rules.
"""
