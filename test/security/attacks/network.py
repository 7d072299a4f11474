# Tries: to reach the host's servers: by loopback, by name, by abstract and other sockets.
# Must: be refused at once, with and without a loopback of its own.
# Covers: J1 J2 J3 J4
# Limits: wallMs=5000
# Loopback: both
# Expect: exited/0
# Within: 3000
import guard
import os
import socket

port = int(os.environ["CANARY_PORT"])


def connect(family, address):
    with socket.socket(family) as client:
        client.settimeout(1)
        client.connect(address)


for host in ("127.0.0.1", "127.0.0.2", "0.0.0.0", "10.0.0.1", "169.254.169.254", "192.0.2.1"):
    guard.must_fail(host, lambda: connect(socket.AF_INET, (host, port)))
for host in ("::1", "::", "::ffff:127.0.0.1", "fe80::1"):
    guard.must_fail(host, lambda: connect(socket.AF_INET6, (host, port)))
guard.must_fail("the abstract socket", lambda: connect(socket.AF_UNIX, "\0" + os.environ["CANARY_ABSTRACT"]))
guard.must_fail("the socket with a path", lambda: connect(socket.AF_UNIX, os.environ["CANARY_FOLDER"] + "/socket"))
guard.must_fail("a name", lambda: socket.getaddrinfo("example.com", 80))
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", "/dev/log"):
    guard.must_fail(path, lambda: connect(socket.AF_UNIX, path))
guard.end()
