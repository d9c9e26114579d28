"""The checks of the guard, one module each."""
