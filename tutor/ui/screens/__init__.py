"""The screens: home, lesson, and the small ones on top of them."""
