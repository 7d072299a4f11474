# Tries: nothing: talks to itself on ports and names that others use too.
# Must: be let do so where it has a loopback device, and by UNIX sockets anywhere.
# Covers: J5 J7
# Loopback: both
# Rounds: 2
# Expect: exited/0
import guard
import os
import socket

ways = [(socket.AF_UNIX, "/box/own"), (socket.AF_UNIX, "\0own")]
if "lo:" in open("/proc/net/dev").read() and os.path.exists("/proc/net/tcp"):
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    probe.listen()
    try:
        socket.create_connection(probe.getsockname(), 1)
        ways.append((socket.AF_INET, ("127.0.0.1", 8080)))
    except OSError:
        pass
for family, address in ways:
    server, client = socket.socket(family), socket.socket(family)
    server.bind(address)
    server.listen()
    client.connect(address)
    server.accept()[0].sendall(b"word")
    guard.must_be("what came", client.recv(4), b"word")
guard.end()
