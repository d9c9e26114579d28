"""What the rules propose that go by the Russian original; loaded with the first source."""
