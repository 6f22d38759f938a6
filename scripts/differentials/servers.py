"""leaf and four other authoritative servers, each on a loopback port of its own with the same zones, and what they reply."""

import contextlib
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import time

from .wire import TYPES, Malformed, Reply, query, read_reply, text

# Queries that wait for responses at a time: what a socket's buffer holds.
WINDOW = 48


def leaf_files(folder, port, zones):
    tables = "".join(f'[zone."{quoted(origin)}"]\nfile = "{path}"\ncheck = "off"\n' for origin, path in zones)
    limits = "".join(f'{key} = "off"\n' for key in ("global_qps_limit", "per_ip_qps_limit", "per_ip_invalid_qname_qps_limit"))
    return {"conf": f'listen = ["127.0.0.1:{port}"]\n[dns]\nany = "all"\n[limits]\n{limits}[logging]\nlevel = "warn"\n{tables}'}


def nsd_files(folder, port, zones):
    tables = "".join(f'zone:\n name: "{origin}"\n zonefile: "{path}"\n' for origin, path in zones)
    return {"conf": f'server:\n ip-address: 127.0.0.1@{port}\n server-count: 1\n username: ""\n zonesdir: "{folder}"\n'
                    f' database: ""\n pidfile: "{folder}/pid"\n xfrdfile: ""\n zonelistfile: "{folder}/list"\n'
                    f' rrl-ratelimit: 0\nremote-control:\n control-enable: no\n{tables}'}


def knot_files(folder, port, zones):
    tables = "".join(f' - domain: "{origin}"\n   file: "{path}"\n' for origin, path in zones)
    return {"conf": f'server:\n  rundir: "{folder}"\n  listen: 127.0.0.1@{port}\n  udp-workers: 1\n  tcp-workers: 1\n'
                    f'  background-workers: 1\ncontrol:\n  listen: "{folder}/control"\ndatabase:\n  storage: "{folder}"\n'
                    f'log:\n - target: stderr\n   any: error\ntemplate:\n - id: default\n   storage: "{folder}"\n'
                    f'   journal-content: none\n   zonefile-sync: -1\nzone:\n{tables}'}


def bind_files(folder, port, zones):
    tables = "".join(f'zone "{origin}" {{ type primary; file "{path}"; check-names ignore; check-integrity no; }};\n'
                     for origin, path in zones)
    return {"conf": f'options {{ directory "{folder}"; listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};'
                    f' recursion no; notify no; pid-file none; session-keyfile none; dnssec-validation no;'
                    f' minimal-responses no-auth; empty-zones-enable no; zero-no-soa-ttl no;'
                    f' managed-keys-directory "{folder}"; }};\ncontrols {{ }};\n{tables}'}


def pdns_files(folder, port, zones):
    tables = "".join(f'zone "{origin.rstrip(".")}" {{ type master; file "{path}"; }};\n' for origin, path in zones)
    settings = {"launch": "bind", "bind-config": f"{folder}/zones", "local-address": "127.0.0.1", "local-port": port,
                "socket-dir": folder, "daemon": "no", "guardian": "no", "security-poll-suffix": "", "cache-ttl": 0,
                "query-cache-ttl": 0, "negquery-cache-ttl": 0, "receiver-threads": 1, "distributor-threads": 1,
                "dname-processing": "yes", "any-to-tcp": "no", "loglevel": 4}
    return {"zones": f'options {{ directory "{folder}"; }};\n{tables}',
            "pdns.conf": "".join(f"{key}={value}\n" for key, value in settings.items())}


# What each server is called, its configuration, and its command in the folder of that.
SERVERS = {
    "leaf": ("leaf", leaf_files, ["--config", "conf"]),
    "knot": ("knotd", knot_files, ["-c", "conf"]),
    "nsd": ("nsd", nsd_files, ["-d", "-c", "conf"]),
    "bind": ("named", bind_files, ["-g", "-n", "1", "-c", "conf"]),
    "pdns": ("pdns_server", pdns_files, ["--config-dir=."])}


def quoted(origin):
    return origin.rstrip(".").replace("\\", "\\\\").replace('"', '\\"')


def program(server):
    found = shutil.which(SERVERS[server][0], path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    return found or sys.exit(f"{server} is missing: scripts/setup knot nsd bind9 pdns-server pdns-backend-bind")


def free_port():
    """A port that neither UDP nor TCP uses on 127.0.0.1, and that the kernel gives to no client."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp, contextlib.suppress(OSError):
            tcp.bind(("127.0.0.1", port))
            udp.bind(("127.0.0.1", port))
            return port


class Authority:
    """A server that runs; `lacks` are the origins that it does not serve."""

    def __init__(self, name, path, folder, zones):
        """Starts it. `zones` are pairs of an origin (labels) and the path of its file."""
        self.name, self.folder, self.port, self.lacks = name, folder, free_port(), set()
        self.stream, self.asked = None, 0
        os.makedirs(folder)
        _, files, options = SERVERS[name]
        for file, content in files(folder, self.port, [(text(origin), path) for origin, path in zones]).items():
            with open(f"{folder}/{file}", "w", encoding="ascii") as target:
                target.write(content)
        self.command, self.served = [path, *options], []
        self.start()
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", self.port))
        self.socket.setblocking(False)

    def start(self):
        with open(f"{self.folder}/log", "ab") as log:
            # A crash is to end it at once, without a search for line numbers.
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log,
                                            env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})

    def stop(self):
        self.socket.close()
        self.hang_up()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def has_ended(self):
        return self.process.poll() is not None

    def log(self):
        with open(f"{self.folder}/log", encoding="utf-8", errors="replace") as log:
            return log.read()

    def check(self):
        if self.has_ended():
            sys.exit(f"{self.name} has ended with {self.process.returncode}: {self.log()[-2000:]}")

    def await_zones(self, origins, seconds=60):
        """Waits until all zones are answered; those that are not once nothing has changed for a second are lacking."""
        lacking, since = list(origins), time.monotonic()
        while lacking and time.monotonic() < since + (1 if len(lacking) < len(origins) else seconds):
            self.check()
            replies = self.ask([query(origin, TYPES["SOA"], None) for origin in lacking], 0.2)
            left = [origin for origin, reply in zip(lacking, replies) if not serves(reply)]
            if len(left) < len(lacking):
                since = time.monotonic()
            else:
                time.sleep(0.05)
            lacking = left
        self.lacks = set(lacking)
        self.served = [origin for origin in origins if origin not in self.lacks]

    def ask(self, messages, timeout=2):
        """The replies to messages; None where none comes after three attempts, and a sentence where the server ends."""
        replies = []
        for start in range(0, len(messages), WINDOW):
            window = messages[start:start + WINDOW]
            said = self.ask_window(window, timeout)
            if None in said:
                self.end_if_stuck()
            if self.has_ended() and self.served:
                said = [reply or self.ask_again(message, timeout) for message, reply in zip(window, said)]
            replies += said
        return replies

    def ask_window(self, messages, timeout):
        messages = [self.numbered(message) for message in messages]
        waiting = {message[:2]: message for message in messages}
        replies = {}
        for _ in range(3):
            for message in waiting.values():
                with contextlib.suppress(OSError):
                    self.socket.send(message)
            self.receive(waiting, replies, timeout)
            if not waiting or self.has_ended():
                break
        return [replies.get(message[:2]) for message in messages]

    def ask_again(self, message, timeout):
        """The reply to one of those that the server may have ended with, after a new start if it has."""
        self.restart()
        reply, = self.ask_window([message], timeout)
        if reply is None:
            self.end_if_stuck()
        return self.restart() or reply

    def end_if_stuck(self):
        """Ends a server that answers nothing any more: what made it so would keep all questions behind it waiting."""
        if self.served and not self.has_ended() and self.ask_window([query(self.served[0], TYPES["SOA"], None)], 2) == [None]:
            self.process.kill()
            self.process.wait()

    def restart(self):
        """Starts the server again if it has ended; says how it did."""
        if not self.has_ended():
            return None
        said = f"it ended with {self.process.returncode}"
        self.hang_up()
        self.start()
        self.await_zones(self.served)
        return said

    def numbered(self, message):
        """The message with an ID that no late reply to another has."""
        self.asked += 1
        return (self.asked % 65536).to_bytes(2, "big") + message[2:]

    def receive(self, waiting, replies, timeout):
        end = time.monotonic() + timeout
        while waiting and time.monotonic() < end and not self.has_ended():
            if not select.select([self.socket], [], [], 0.1)[0]:
                continue
            try:
                octets = self.socket.recv(65535)
            except OSError:  # nobody listens (yet)
                return
            if waiting.pop(octets[:2], None):
                replies[octets[:2]] = parsed(octets)
                end = time.monotonic() + timeout

    def ask_stream(self, messages):
        """The replies over TCP, on a connection that is kept; all are asked before one is awaited."""
        messages, replies = [self.numbered(message) for message in messages], {}
        for _ in range(3):
            waiting = [message for message in messages if message[:2] not in replies]
            try:
                self.exchange(waiting, replies)
            except OSError:
                self.hang_up()
                self.end_if_stuck()
                if said := self.restart():
                    replies[waiting[0][:2]] = said
        return [replies.get(message[:2]) for message in messages]

    def exchange(self, waiting, replies):
        if not self.stream:
            self.stream = socket.create_connection(("127.0.0.1", self.port), 5)
        self.stream.sendall(b"".join(len(message).to_bytes(2, "big") + message for message in waiting))
        for _ in waiting:
            octets = self.read_stream(int.from_bytes(self.read_stream(2), "big"))
            replies[octets[:2]] = parsed(octets)

    def hang_up(self):
        if self.stream:
            self.stream.close()
        self.stream = None

    def read_stream(self, count):
        octets = b""
        while len(octets) < count:
            more = self.stream.recv(count - len(octets))
            if not more:
                raise OSError("the connection has ended")
            octets += more
        return octets


def serves(reply):
    return isinstance(reply, Reply) and reply.rcode == 0 and reply.aa


def parsed(octets):
    """The reply, or a sentence on why it cannot be read."""
    try:
        return read_reply(octets)
    except (Malformed, IndexError) as error:
        return f"malformed: {error}: {octets.hex()}"


@contextlib.contextmanager
def authorities(programs, folder, zones, others):
    """Runs the servers {name: path} with zones: pairs of an origin and a path; `others` has those of single servers."""
    running = []
    try:
        for name, path in programs.items():
            running.append(Authority(name, path, f"{folder}/{name}", others.get(name, zones)))
        for server in running:
            server.await_zones([origin for origin, _ in zones])
        yield running
    finally:
        for server in running:
            server.stop()
