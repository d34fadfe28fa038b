"""Long searches for inputs that escape, not part of the test run.

    python -m tests.fuzz.typed --texts 20000 --seed 1
    python -m tests.fuzz.files --files 500 --seed 1

need nothing more; the other three are led by what they cover and take Atheris:

    pip install -e '.[fuzz]'
    python -m tests.fuzz.expressions -dict=tests/fuzz/words.dict -max_total_time=600
    python -m tests.fuzz.lessons -max_total_time=600
    python -m tests.fuzz.formulas -max_total_time=600

Each of these takes the options of libFuzzer and ends with status 0 when nothing escaped, took more
than two seconds or held 200 MB; otherwise it writes the input to a file ``crash-…`` in the folder
it runs in.
"""
