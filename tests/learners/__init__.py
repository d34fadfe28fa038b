"""Learners made of rules, who go through the lessons as a person would: by lines or by keys.

Reading order: mistakes.py (the wrong answer that each misconception gives), policy.py (who answers
what), plain.py and full.py (the two ways to go through a lesson), outcome.py (what is asked of it).
"""
