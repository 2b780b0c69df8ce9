"""Reads groups as people do, one request after another, and prints a line for each thing read: its name, how many requests
there were, then p50 and p99 in milliseconds. Run by `scripts/bench groups`, over what groups.sql made.

`groups.py search URL` looks for words, `groups.py pages URL` turns a thousand pages of every list and compares the first
fifty with the last fifty, `groups.py profiles URL` reads groups by their ids.
"""

import http.client
import json
import os
import random
import sys
import time
import urllib.parse

GROUPS = int(os.environ["BENCH_GROUPS"])
TOKEN = os.environ["TOKEN"]
PERSON = "/v1/users/00000000-0000-7000-8000-000000000001"
GROUP = "/v1/user-groups/00000000-0000-7000-9000-000000000001"
LABEL = "/v1/user-groups/00000000-0000-7000-9000-000000000008"
LISTS = {
    "all groups": "/v1/user-groups",
    "all bands": "/v1/user-groups?type=band",
    "groups from a country": "/v1/user-groups?country=DE",
    "groups found by a common word": "/v1/user-groups?q=night",
    "groups of an owner": f"{PERSON}/user-groups",
    "groups that a person follows": f"{PERSON}/following",
    "followers of a group": f"{GROUP}/followers",
    "members of a label": f"{LABEL}/members",
    "memberships of a group": f"{GROUP}/memberships",
    "recommendations of a group": f"{GROUP}/recommendations",
}
PAGES, EDGE = 1000, 50


class Server:
    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)

    def get(self, path):
        """The answer, and how many milliseconds it took to come."""
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {TOKEN}"})
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            sys.exit(f"{path} was answered {answer.status}: {body.decode()}")
        return json.loads(body), took


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def line(name, times):
    print(f"{name}|{len(times)}|{percentile(times, 0.5):.2f}|{percentile(times, 0.99):.2f}", flush=True)


def with_query(path, **query):
    return path + ("&" if "?" in path else "?") + urllib.parse.urlencode(query)


def search(server):
    names = sample_of_names(server)
    kinds = {
        "two or three words of a name": lambda name: name,
        "one word": lambda name: random.choice(name.split()),
        "the beginning of a word": lambda name: random.choice(name.split())[:4],
        "a name with a typo": misspelt,
        "four common words": lambda _: " ".join(random.sample(["night", "love", "music", "songs", "blue", "black", "river"], 4)),
    }
    everything = []
    for kind, asked in kinds.items():
        times = []
        for name in names:
            query = {"q": asked(name)}
            if random.random() < 0.2:
                query["country"] = random.choice(["DE", "SE", "US"])
            times.append(server.get(with_query("/v1/user-groups", **query))[1])
        line(kind, times)
        everything += times
    line("all searches", everything)


def sample_of_names(server, count=200):
    names = (server.get(group(random.randint(1, GROUPS)))[0]["display_name"] for _ in range(count))
    return [name for name in names if len(name) > 3]


def group(number):
    return f"/v1/user-groups/00000000-0000-7000-9000-{number:012d}"


def misspelt(name):
    """Without one of its letters, as fingers leave them out."""
    left_out = random.randrange(1, len(name))
    return name[:left_out] + name[left_out + 1 :]


def pages(server):
    everything, first, last = [], [], []
    for name, path in LISTS.items():
        times, cursor = [], None
        while len(times) < PAGES:
            page, took = server.get(with_query(path, limit=50, **({"cursor": cursor} if cursor else {})))
            times.append(took)
            cursor = page["next_cursor"]
            if cursor is None:
                sys.exit(f"{path} has {len(times)} pages, which are too few to compare")
        line(name, times)
        everything += times
        first += times[:EDGE]
        last += times[-EDGE:]
    line("all pages", everything)
    line(f"their first {EDGE}", first)
    line(f"their last {EDGE} of {PAGES}", last)


def profiles(server):
    line("profiles", [server.get(group(random.randint(1, GROUPS)))[1] for _ in range(2000)])


if __name__ == "__main__":
    # The same questions in every run.
    random.seed(1)
    {"search": search, "pages": pages, "profiles": profiles}[sys.argv[1]](Server(sys.argv[2]))
