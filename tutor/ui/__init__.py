"""The full-screen tutor: it paints a view of the core and sends back one action at a time.

Nothing here knows where lessons or progress come from; ``protocols.py`` says what it is given.
"""
