"""What tootui talks about: frozen entities, places, pages, errors. No input or output happens here."""
