"""leaf on a port of its own, for the scripts that talk to one."""

import contextlib
import os
import re
import subprocess
import sys

ZONE = "dev.example.com"
WITHOUT_LIMITS = ["--global-qps-limit", "off", "--per-ip-qps-limit", "off",
                  "--per-ip-invalid-qname-qps-limit", "off"]


@contextlib.contextmanager
def leaf(program, *options, limits=WITHOUT_LIMITS, listen="127.0.0.1:0"):
    """Runs leaf, on a free port of 127.0.0.1 unless told otherwise; gives the process and its first port."""
    process = subprocess.Popen(
        [program, "--zone", ZONE, "--listen", listen, "--hosts", f"ns1.{ZONE}=127.0.0.1",
         *limits, *options], stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        port = re.search(r'\bevent="startup".* listen="[^",]*:(\d+)[",]', line)
        if not port:
            sys.exit(f"{os.path.basename(sys.argv[0])}: leaf does not start: {line}")
        yield process, int(port[1])
    finally:
        process.terminate()
        process.communicate()
