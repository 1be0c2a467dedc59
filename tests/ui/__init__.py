"""The screen: what a person sees and presses."""
