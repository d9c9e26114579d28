"""mtfix where you work: a component for spaCy, a function for Hugging Face ``datasets``.

Each module needs the extra of its name; nothing else in mtfix imports them.
"""
