"""Network namespaces, for the scripts that need a network of their own."""

import os
import subprocess
import sys

INSIDE = "LEAF_SCRIPT_IN_NAMESPACE"


def enter():
    """Runs the script anew in a network namespace with nothing but loopback, as root of a user namespace if need be."""
    if INSIDE not in os.environ:
        if subprocess.run(["unshare", "--map-root-user", "--net", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            sys.exit(f"{os.path.basename(sys.argv[0])}: this system allows no namespaces to this user")
        command = ["unshare", "--map-root-user", "--net", sys.executable, *sys.argv]
        os.execvpe(command[0], command, {**os.environ, INSIDE: "1"})
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
