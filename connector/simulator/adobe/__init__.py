"""A simulated Adobe VIP Marketplace: stateful, strict, in one process. It sees nothing of the connector that talks to it.

`AdobeSimulator` answers requests, `simulator.control` seeds, moves the clock, plans faults and reads everything back;
`InProcessTransport` lets an `httpx.Client` talk to it without a socket.
"""

from connector.simulator.adobe.app import AdobeSimulator
from connector.simulator.adobe.catalogue import Product
from connector.simulator.adobe.control import Control
from connector.simulator.adobe.faults import FaultKind
from connector.simulator.adobe.options import SimulatorSettings
from connector.simulator.adobe.transport import InProcessTransport

__all__ = ["AdobeSimulator", "Control", "FaultKind", "InProcessTransport", "Product", "SimulatorSettings"]
