"""How records look on the wire: the platform's own nesting of requests, assets, tier configurations and accounts.

Reads only; it never changes a record. Shapes: connect.cloudblue.com/community/developers/api (fulfillment requests, tier
configuration requests).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connector.simulator.connect.world import (
    CONTRACT,
    HUB,
    OPERATOR,
    PROVIDER,
    VENDOR,
    Asset,
    Conversation,
    FulfilmentRequest,
    TierAccount,
    TierAccountRequest,
    TierConfigRequest,
    TierConfiguration,
    World,
)

if TYPE_CHECKING:
    from connector.simulator.connect.catalogue import ConfigurationValue, Document, Product, Value


def events(created: str, updated: str) -> Document:
    """Who did what when, in the platform's shape."""
    return {"created": {"at": created}, "updated": {"at": updated or created, "by": dict(OPERATOR)}}


def connection(connection_type: str) -> Document:
    """Return the connection between product and hub; its type decides which of the vendor's environments is meant."""
    number = {"production": 1, "test": 2, "preview": 3}[connection_type]
    parties = {"provider": dict(PROVIDER), "vendor": dict(VENDOR), "hub": dict(HUB)}
    return {"id": f"CT-0000-000{number}", "type": connection_type, "status": "approved", **parties}


def account_document(world: World, account: TierAccount, scope: str = "") -> Document:
    """Return a tier account, with its parent's reference."""
    parent = world.accounts.get(account.parent or "")
    reference = {"id": parent.id, "name": parent.name, "external_id": parent.external_id} if parent else None
    return {
        "id": account.id,
        "version": account.version,
        "name": account.name,
        "type": account.type,
        "external_id": account.external_id,
        "external_uid": f"00000000-0000-4000-8000-{account.external_id.zfill(12)}",
        "tax_id": account.tax_id,
        "scopes": [scope] if scope else (["customer"] if account.type == "customer" else ["tier1"]),
        "owner": dict(PROVIDER),
        "hub": dict(HUB),
        "contact_info": account.contact_info,
        "events": events(account.created, account.updated),
        **({"parent": reference} if reference else {}),
    }


def asset_document(world: World, asset: Asset) -> Document:
    """Return an asset as `GET assets/{id}` answers it: items it holds, current parameter values."""
    product = world.products[asset.product]
    items = [product.items[item].held(quantity) for item, quantity in asset.items.items()]
    return (
        _asset_head(world, asset)
        | {"items": items, "params": _filled(product, "asset", asset.params)}
        | _asset_tail(world, asset)
    )


def request_document(world: World, request: FulfilmentRequest) -> Document:
    """Return a fulfilment request with its asset as this request sees it."""
    asset = world.assets[request.asset]
    product = world.products[asset.product]
    items = [product.items[item].ordered(*quantities) for item, quantities in request.items.items()]
    seen = _asset_head(world, asset) | {"items": items, "params": _filled(product, "asset", request.params)}
    return {
        "id": request.id,
        "type": request.type,
        "status": request.status,
        "note": request.note,
        "reason": request.reason,
        "created": request.created,
        "updated": request.updated or request.created,
        "answered": request.status in {"approved", "failed"},
        "assignee": request.assignee,
        "activation_key": request.activation_key,
        "params_form_url": _form_url(request) if request.status == "inquiring" else "",
        "template": request.template,
        "previous_approved_request": {"id": request.previous_approved} if request.previous_approved else None,
        "effective_date": None,
        "planned_date": request.planned_date,
        "external_attributes": {},
        "asset": seen | _asset_tail(world, asset),
        "marketplace": world.marketplaces[asset.marketplace],
        "contract": dict(CONTRACT),
        "events": events(request.created, request.updated),
    }


def configuration_document(world: World, configuration: TierConfiguration) -> Document:
    """Return a tier configuration as `GET tier/configs/{id}` answers it."""
    product = world.products[configuration.product]
    account = world.accounts[configuration.account]
    scope = f"tier{configuration.level}"
    last = [
        r for r in world.config_requests.values() if r.configuration == configuration.id and r.status in {"pending", "inquiring"}
    ]
    return {
        "id": configuration.id,
        "name": f"Configuration of {account.name}",
        "status": configuration.status,
        "account": account_document(world, account, scope),
        "product": product.reference(),
        "tier_level": configuration.level,
        "connection": connection(configuration.connection_type),
        "contract": dict(CONTRACT),
        "marketplace": world.marketplaces[configuration.marketplace],
        "params": _filled(product, scope, configuration.params),
        "configuration": {"params": _configuration(world, product, None)},
        "template": configuration.template,
        "open_request": {"id": last[-1].id} if last else None,
        "events": events(configuration.created, configuration.updated),
    }


def config_request_document(world: World, request: TierConfigRequest) -> Document:
    """Return a tier configuration request: parameters at its top, the configuration nested."""
    configuration = world.configurations[request.configuration]
    product = world.products[configuration.product]
    account = world.accounts[configuration.account]
    scope = f"tier{configuration.level}"
    return {
        "id": request.id,
        "type": request.type,
        "status": request.status,
        "configuration": configuration_document(world, configuration),
        "parent_configuration": {},
        "account": account_document(world, account, scope),
        "product": product.reference(),
        "tier_level": configuration.level,
        "params": _filled(product, scope, request.params),
        "tiers": {scope: account_document(world, account, scope)},
        "environment": configuration.connection_type,
        "assignee": {"id": request.assignee} if request.assignee else None,
        "template": request.template,
        "reason": request.reason,
        "activation": {"link": "", "message": request.activation},
        "notes": request.notes,
        "marketplace": world.marketplaces[configuration.marketplace],
        "contract": dict(CONTRACT),
        "effective_date": None,
        "events": events(request.created, request.updated),
    }


def account_request_document(world: World, request: TierAccountRequest) -> Document:
    """Return a tier account request: the account as it became with this version."""
    return {
        "id": request.id,
        "type": request.type,
        "status": request.status,
        "account": request.account,
        "product": world.products[request.product].reference(),
        "vendor": dict(VENDOR),
        "provider": dict(PROVIDER),
        "reason": request.reason,
        "events": events(request.created, request.updated),
    }


def conversation_document(conversation: Conversation) -> Document:
    """Return a conversation with all its messages."""
    return {
        "id": conversation.id,
        "instance_id": conversation.instance,
        "created": conversation.created,
        "topic": conversation.topic,
        "status": "open",
        "creator": dict(OPERATOR),
        "messages": conversation.messages,
    }


def configuration_value_document(entry: ConfigurationValue, world: World) -> Document:
    """Return a configuration value as `GET products/{id}/configurations` lists it."""
    marketplace = {"marketplace": world.marketplaces[entry.marketplace]} if entry.marketplace else {}
    return {"parameter": entry.parameter.document()} | _held(entry.value) | marketplace


def _configuration(world: World, product: Product, marketplace: str | None) -> list[Document]:
    entries = [entry for entry in product.configuration if entry.marketplace in {None, marketplace}]
    return [
        entry.parameter.document()
        | _held(entry.value)
        | ({"marketplace": world.marketplaces[entry.marketplace]} if entry.marketplace else {})
        for entry in entries
    ]


def _held(value: Value) -> Document:
    return {"value": value.value} | ({"structured_value": value.structured} if value.structured is not None else {})


def _filled(product: Product, scope: str, values: dict[str, Value]) -> list[Document]:
    definitions = product.scoped(scope)
    return [definitions[key].filled_with(value) for key, value in values.items() if key in definitions]


def _asset_head(world: World, asset: Asset) -> Document:
    return {
        "id": asset.id,
        "status": asset.status,
        "external_id": str(900_000 + asset.number),
        "external_uid": f"11111111-1111-4111-8111-{asset.number:012d}",
        "product": world.products[asset.product].reference(),
        "connection": connection(asset.connection_type),
        "contract": dict(CONTRACT),
        "marketplace": world.marketplaces[asset.marketplace],
    }


def _asset_tail(world: World, asset: Asset) -> Document:
    tiers = {name: account_document(world, world.accounts[key], name) if (key := asset.tiers.get(name)) else {} for name in TIERS}
    product = world.products[asset.product]
    configuration = {"params": _configuration(world, product, asset.marketplace)}
    return {"tiers": tiers, "configuration": configuration, "events": events(asset.created, asset.updated)}


def _form_url(request: FulfilmentRequest) -> str:
    return f"https://marketplace.example/form/{request.id}"


TIERS = ("customer", "tier1", "tier2")
