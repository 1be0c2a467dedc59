"""What fills the terminal: the main screen, and dialogs made when they are asked for."""
