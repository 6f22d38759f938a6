"""leaf on a port of its own, for the scripts that talk to one."""

import contextlib
import os
import re
import subprocess
import sys

ZONE = "dev.example.com"


@contextlib.contextmanager
def leaf(program, *options):
    """Runs leaf on a free port of 127.0.0.1, without limits; gives the process and the port."""
    process = subprocess.Popen(
        [program, "--zone", ZONE, "--listen", "127.0.0.1:0", "--hosts", f"ns1.{ZONE}=127.0.0.1",
         "--global-qps-limit", "off", "--per-ip-qps-limit", "off", "--per-ip-invalid-qname-qps-limit", "off",
         *options], stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        port = re.search(r'\bevent="startup".* listen="127\.0\.0\.1:(\d+)"', line)
        if not port:
            sys.exit(f"{os.path.basename(sys.argv[0])}: leaf does not start: {line}")
        yield process, int(port[1])
    finally:
        process.terminate()
        process.communicate()
