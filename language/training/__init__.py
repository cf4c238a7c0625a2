"""How the committed weights of language/ are made; needs requirements/training.in (Python 3.11+, torch)."""
