"""A stateful stand-in for CloudBlue Connect: its REST API, its task queue and its websocket protocol.

Never a client of the real platform.
"""
