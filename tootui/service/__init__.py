"""What screens call: sessions, feeds, threads, actions, drafts, the outbox. Nothing here draws."""
