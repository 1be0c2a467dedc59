"""What is typed in a shell: one module per command, and the door to the program on the screen."""
