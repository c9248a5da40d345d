"""A simulated Adobe Partner Connection Retail: stateful, strict, in one process. It sees nothing of the connector.

`RetailSimulator` answers requests; `simulator.control` seeds, redeems, plans faults and reads everything back.
"""

from connector.simulator.retail.app import RetailSimulator
from connector.simulator.retail.control import Control
from connector.simulator.retail.options import RetailOptions

__all__ = ["Control", "RetailOptions", "RetailSimulator"]
