"""TODO(owner): one line."""
