"""The client API, one module per resource; each exports `ROUTES`."""
