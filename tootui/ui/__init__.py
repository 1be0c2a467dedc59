"""What is seen and pressed: the only part that knows Textual."""
