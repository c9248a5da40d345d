"""The catalogue's rows for what belongs to a customer's account: deployments in other countries, and government groups.

Sources: developer.adobe.com/vipmp/docs/references/error-handling, …/deployment-management, …/lga.
"""

from __future__ import annotations

from typing import Final

from connector.domain.meanings import (
    CREATE_DEPLOYMENT,
    ENROL_IN_GROUP,
    LIST_GROUPS,
    NO_CUSTOMER,
    READ_DEPLOYMENTS,
    UPDATE_DEPLOYMENT,
    for_operator,
)

_CREATE: Final = (CREATE_DEPLOYMENT,)
_ENROL: Final = (ENROL_IN_GROUP,)
_LARGE_GOVERNMENT: Final = "lga"

DEPLOYMENT_ROWS: Final = (
    for_operator(
        "1116",
        (CREATE_DEPLOYMENT, READ_DEPLOYMENTS, UPDATE_DEPLOYMENT),
        NO_CUSTOMER,
    ),
    for_operator(
        "1118",
        (CREATE_DEPLOYMENT, UPDATE_DEPLOYMENT),
        "Adobe does not accept the deployment's address. Correct it: its parts must fit together.",
    ),
    for_operator("1139", _CREATE, "The distributor is not enabled for global sales. Ask Adobe to enable it."),
    for_operator(
        "1140", _CREATE, "The customer is not enabled for global sales. Enable it at Adobe, then create the deployment again."
    ),
    for_operator(
        "1141", _CREATE, "The deployment is in the customer's own country, which needs none. Order without a deployment."
    ),
)

GROUP_ROWS: Final = (
    for_operator(
        "1118",
        (LIST_GROUPS, ENROL_IN_GROUP),
        "Adobe does not accept the country: groups are in the United States or Canada, and the customer's is the group's.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator(
        "1143",
        (LIST_GROUPS,),
        "Adobe has no such group of large government agencies. Search by another name, or create the group.",
        page=_LARGE_GOVERNMENT,
    ),
    for_operator("1153", _ENROL, "The group belongs to another distributor. Choose a group of this one.", page=_LARGE_GOVERNMENT),
    for_operator(
        "1165", _ENROL, "The customer is no large government agency yet. Convert it first, then enrol it.", page=_LARGE_GOVERNMENT
    ),
    for_operator("1166", _ENROL, "The group is none of large government agencies. Choose another group.", page=_LARGE_GOVERNMENT),
)
