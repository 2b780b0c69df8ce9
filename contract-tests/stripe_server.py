"""Stripe for the tests: localstripe, with what it lacks. It prints its port, and ends when its input does.

Customers, plans, subscriptions, invoices and their events are localstripe's. Portal and checkout sessions it has none of:
here their parameters are held to Stripe's reference (docs.stripe.com/api/customer_portal/sessions/create and
docs.stripe.com/api/checkout/sessions/create, /list and /expire), and the answers have its shape. So have idempotency keys
(docs.stripe.com/api/idempotent_requests), and customers that are deleted (docs.stripe.com/api/customers/retrieve).

  GET  /_config/requests        all that was asked, with headers and parameters
  POST /_config/fail            lets as many of the next requests fail as "times" says, with "status"
  POST /_config/complete/{id}   has a checkout session paid
  POST /_config/gone/{id}       has had and deleted a customer
  POST /_config/lines/{id}      has an invoice of these lines
"""

import asyncio
import json
import os
import re
import sys
import threading
import time

from aiohttp import web
from localstripe.errors import UserError
from localstripe.resources import Plan, Store, random_id, store
from localstripe.server import app, get_post_data

# What the server under test has for sale: its prices, each an amount in cents and how often it is paid.
PRICES = {"price_listener": 500, "price_music_maker": 1000, "price_share": 100, "price_credits": 200}

PORTAL = {"customer", "return_url", "configuration", "flow_data", "locale", "on_behalf_of", "expand"}
CHECKOUT = {
    "billing_address_collection", "cancel_url", "client_reference_id", "customer", "customer_update", "expand",
    "invoice_creation", "line_items", "locale", "metadata", "mode", "success_url", "subscription_data",
}

# What such a customer looks like to Stripe.
GONE = {"object": "customer", "deleted": True}

requests = []
answers = {}
sessions = {}
lines = {}
gone = set()
failures = {"times": 0, "status": 500}


@web.middleware
async def remember(request, handler):
    """Notes what is asked, fails if it is told to, and answers what it has answered to the same key before."""
    if request.path.startswith("/_config/"):
        return await handler(request)
    parameters = await get_post_data(request) or {}
    key = request.headers.get("Idempotency-Key")
    requests.append({
        "method": request.method,
        "path": request.path,
        "parameters": parameters,
        "idempotency_key": key,
        "version": request.headers.get("Stripe-Version"),
    })
    if failures["times"]:
        failures["times"] -= 1
        raise UserError(failures["status"], "Told to fail")
    asked = (request.method, request.path, repr(parameters))
    if key is None:
        return await handled(request, handler)
    if key not in answers:
        answer = await handled(request, handler)
        answers[key] = (asked, answer.status, answer.body)
    before, status, body = answers[key]
    if before != asked:
        raise UserError(400, "Keys for idempotent requests can only be used with the same parameters they were first used with.")
    return web.Response(status=status, body=body, content_type="application/json")


async def handled(request, handler):
    """What localstripe answers, but for deleted customers, whom it forgets, and long invoices, of which it has one page."""
    invoice = re.fullmatch("/v1/invoices/([^/]+)/lines", request.path)
    if invoice and invoice[1] in lines:
        return list_lines(lines[invoice[1]], request.query)
    _, _, id = request.path.rpartition("/v1/customers/")
    if request.method == "GET" and id in gone:
        return web.json_response({"id": id, **GONE})
    answer = await handler(request)
    if request.method == "DELETE" and id.startswith("cus_") and "/" not in id:
        gone.add(id)
    return answer


def check(parameters, known):
    if unknown := set(parameters) - known:
        raise UserError(400, f"Received unknown parameters: {', '.join(sorted(unknown))}")
    if "customer" in parameters and "customer:" + parameters["customer"] not in store:
        raise UserError(400, "No such customer", {"code": "resource_missing", "param": "customer"})
    for name, value in parameters.items():
        if name.endswith("_url") and not re.match("https?://[^/]", value):
            raise UserError(400, f"Not a valid URL: {name}")


def session(kind, prefix, address, **more):
    id = prefix + random_id(24)
    return web.json_response({
        "id": id, "object": kind, "created": int(time.time()), "livemode": False, "url": address + id, **more,
    })


async def open_portal(request):
    parameters = await get_post_data(request) or {}
    check(parameters, PORTAL)
    if "customer" not in parameters:
        raise UserError(400, "Missing required param: customer.")
    return session(
        "billing_portal.session", "bps_", "https://billing.stripe.com/p/session/test_",
        customer=parameters["customer"], return_url=parameters.get("return_url"), configuration="bpc_1",
    )


async def open_checkout(request):
    parameters = await get_post_data(request) or {}
    check(parameters, CHECKOUT)
    mode, items = parameters.get("mode"), parameters.get("line_items")
    if mode not in ("payment", "subscription") or not isinstance(items, list) or not items:
        raise UserError(400, "Checkout takes a mode and line items")
    if "invoice_creation" in parameters and mode != "payment":
        raise UserError(400, "You can only enable invoice creation when `mode` is set to `payment`.")
    check_metadata(parameters.get("metadata", {}))
    check_metadata(invoice_metadata(parameters.get("invoice_creation", {"enabled": "true"})))
    if "customer_update" in parameters and "customer" not in parameters:
        raise UserError(400, "`customer_update` can only be used with `customer`.")
    if parameters.get("billing_address_collection") not in (None, "auto", "required"):
        raise UserError(400, "Invalid billing_address_collection")
    for item in items:
        if set(item) != {"price", "quantity"} or not 1 <= int(item["quantity"]) <= 999_999:
            raise UserError(400, "A line item has a price and a quantity")
        Plan._api_retrieve(item["price"])
    answer = session(
        "checkout.session", "cs_test_", "https://checkout.stripe.com/c/pay/",
        customer=parameters.get("customer"), mode=mode, payment_status="unpaid", status="open",
        metadata=parameters.get("metadata", {}),
    )
    made = json.loads(answer.body)
    sessions[made["id"]] = made
    return answer


def invoice_metadata(creation):
    if creation.get("enabled") != "true" or set(creation) - {"enabled", "invoice_data"}:
        raise UserError(400, "Invalid invoice_creation")
    return creation.get("invoice_data", {}).get("metadata", {})


def check_metadata(metadata):
    """docs.stripe.com/api/metadata"""
    if len(metadata) > 50 or any(len(key) > 40 or len(value) > 500 for key, value in metadata.items()):
        raise UserError(400, "Metadata is too long")


async def list_checkouts(request):
    wanted = dict(request.query)
    if set(wanted) - {"customer", "status", "limit", "starting_after"} or not 1 <= int(wanted.get("limit", 10)) <= 100:
        raise UserError(400, "Received unknown parameters")
    fits = [one for one in sessions.values() if all(one[name] == wanted[name] for name in ("customer", "status") if name in wanted)]
    newest = sorted(fits, key=lambda one: one["created"], reverse=True)
    return web.json_response({"object": "list", "data": newest[:int(wanted.get("limit", 10))], "has_more": False})


async def expire_checkout(request):
    found = sessions.get(request.match_info["id"])
    if not found:
        raise UserError(404, "No such checkout.session", {"code": "resource_missing", "param": "session"})
    if found["status"] != "open":
        raise UserError(400, "Only Checkout Sessions with a status in [\"open\"] can be expired.")
    found.update(status="expired", url=None)
    return web.json_response(found)


def list_lines(all, query):
    """docs.stripe.com/api/invoice-line-item/list"""
    limit, after = int(query.get("limit", 10)), query.get("starting_after")
    if set(query) - {"limit", "starting_after"} or not 1 <= limit <= 100:
        raise UserError(400, "Received unknown parameters")
    begin = next(place for place, line in enumerate(all, 1) if line["id"] == after) if after else 0
    return web.json_response({"object": "list", "data": all[begin:begin + limit], "has_more": begin + limit < len(all)})


async def have_lines(request):
    lines[request.match_info["id"]] = await request.json()
    return web.Response()


async def complete(request):
    sessions[request.match_info["id"]].update(status="complete", payment_status="paid", url=None)
    return web.Response()


async def have_deleted(request):
    gone.add(request.match_info["id"])
    return web.Response()


async def list_requests(_):
    return web.json_response(requests)


async def fail(request):
    failures.update(await request.json())
    return web.Response()


async def main():
    # It would write all that it knows to a file of the machine's after each request.
    Store.dump_to_disk = lambda _: None
    app.middlewares.append(remember)
    app.router.add_post("/v1/billing_portal/sessions", open_portal)
    app.router.add_post("/v1/checkout/sessions", open_checkout)
    app.router.add_get("/v1/checkout/sessions", list_checkouts)
    app.router.add_post("/v1/checkout/sessions/{id}/expire", expire_checkout)
    app.router.add_get("/_config/requests", list_requests)
    app.router.add_post("/_config/fail", fail)
    app.router.add_post("/_config/complete/{id}", complete)
    app.router.add_post("/_config/gone/{id}", have_deleted)
    app.router.add_post("/_config/lines/{id}", have_lines)
    for price, amount in PRICES.items():
        Plan(id=price, amount=amount, currency="eur", interval="year", product={"name": price})
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
asyncio.run(main())
