"""A typed client of Adobe's VIP Marketplace Partner API: one class per noun.

It knows nothing of the marketplace in front of it, and must never import anything of it.
"""
