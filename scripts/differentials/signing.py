"""Signs zones as their operators would: with ldns, BIND's or Knot's program, with NSEC or NSEC3."""

import os
import re
import shutil
import subprocess

from .wire import text
from .zones import Zone, folded

# A key that protects nothing: it signs all zones.
KEY = "GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ="
DNSKEY = "257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=="
TAG = 55648


def ldns(origin, path, folder, is_hashed):
    """Reads the key from files beside the zone."""
    options = ["-n"] if is_hashed else []
    return ["ldns-signzone", *options, "-o", origin, "-f", f"{path}.signed", path, key_files(origin, folder)]


def bind(origin, path, folder, is_hashed):
    """Reads the key from files, and does not add it."""
    options = ["-3", "-"] if is_hashed else []
    with open(path, "a", encoding="ascii") as zone:
        zone.write(f"{origin} 3600 IN DNSKEY {DNSKEY}\n")
    return ["dnssec-signzone", "-q", "-P", "-z", *options, "-d", folder, "-o", origin, "-f", f"{path}.signed", path,
            key_files(origin, folder)]


def knot(origin, path, folder, is_hashed):
    """Makes a key itself."""
    os.makedirs(f"{folder}/signed")
    with open(f"{folder}/conf", "w", encoding="ascii") as conf:
        conf.write(f'database:\n  storage: "{folder}"\npolicy:\n - id: p\n   single-type-signing: on\n'
                   f'   nsec3: {"on" if is_hashed else "off"}\n   nsec3-iterations: 0\n   nsec3-salt-length: 0\n'
                   '   rrsig-lifetime: 30d\n   rrsig-refresh: 7d\n   zone-max-ttl: 1d\n   dnskey-ttl: 1h\n'
                   f'template:\n - id: default\n   storage: "{folder}"\n   journal-content: none\n'
                   f'zone:\n - domain: "{origin}"\n   file: "{path}"\n   dnssec-signing: on\n   dnssec-policy: p\n')
    return ["kzonesign", "-c", f"{folder}/conf", "-o", f"{folder}/signed", origin]


SIGNERS = [ldns, bind, knot]
WAYS = [(signer, is_hashed) for is_hashed in (False, True) for signer in SIGNERS]


def key_files(origin, folder):
    """The name of the two files of a key, without what they end in."""
    name = f"{folder}/K{re.sub('[^a-z0-9.]', '_', origin)}+013+{TAG}"
    with open(f"{name}.key", "w", encoding="ascii") as file:
        file.write(f"{origin} 3600 IN DNSKEY {DNSKEY}\n")
    with open(f"{name}.private", "w", encoding="ascii") as file:
        file.write(f"Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: {KEY}\n")
    return name


def write(zone, path):
    """Without DS records that stand alone: BIND signs no zone with such."""
    records = [record for record in zone.records if record.rtype != "DS" or zone.has(folded(record.owner), "NS")]
    with open(path, "w", encoding="ascii") as file:
        file.write(Zone(zone.origin, records).file())


def sign(zone, path, way):
    """Writes the zone to a file, signed by the program of the way, or by another where that refuses it, as BIND's and ldns'
    some odd names; as it is where all do."""
    _, is_hashed = WAYS[way % len(WAYS)]
    signers = (SIGNERS[(way + number) % len(SIGNERS)] for number in range(len(SIGNERS)))
    if not any(signs(signer, zone, path, is_hashed) for signer in signers):
        write(zone, path)


def signs(signer, zone, path, is_hashed):
    """Has one program sign the zone; says whether it did."""
    folder, signed = f"{path}.keys", f"{path}.signed"
    os.makedirs(folder)
    write(zone, path)
    command = signer(text(zone.origin), path, folder, is_hashed)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    if done:
        made = [entry.path for entry in os.scandir(f"{folder}/signed")] if signer is knot else [signed]
        shutil.move(*made, path)
    shutil.rmtree(folder)
    return done
