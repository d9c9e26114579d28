"""Training of the edit model: data preparation, warm start, loop, tuning, export (extra ``train``).

Nothing at run time imports this package.
"""
