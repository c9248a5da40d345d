"""Stateful, strict stand-ins for Adobe VIP Marketplace and for CloudBlue Connect: a product of their own."""
