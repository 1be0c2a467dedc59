"""From entities to lines of styled text: pure functions, no widget, no input or output."""
