"""What tests share: programs in terminals, servers, fakes."""
