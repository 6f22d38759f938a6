"""What leaf's /metrics says, for the scripts that read it."""

import collections
import http.client
import re


def page(address, port):
    connection = http.client.HTTPConnection(address, port, timeout=10)
    connection.request("GET", "/metrics")
    return connection.getresponse().read().decode()


def samples(page, name):
    """The labels of each sample of a metric, with its value."""
    for labels, value in re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", page, re.MULTILINE):
        yield dict(re.findall(r'(\w+)="([^"]*)"', labels)), int(value)


def total(page, name):
    return sum(value for _, value in samples(page, name))


def by_label(page, name, label):
    counts = collections.Counter()
    for labels, value in samples(page, name):
        counts[labels[label]] += value
    return counts
