"""Noise: clean English degraded the way old engines and spinners degrade it."""
