# Tries: to hang in the resolver, or to tell a secret by the names it asks for.
# Must: be told at once that there is nobody to ask.
# Covers: J4
# Loopback: both
# Limits: wallMs=8000
# Expect: exited/0
# Within: 3000
import guard
import socket

for name in ("example.com", "secret.example.com", "metadata.google.internal", "host.docker.internal", "x" * 63 + ".com"):
    guard.must_fail(name, lambda: socket.getaddrinfo(name, 80))
    guard.must_fail(f"{name} by UDP", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"q", ("8.8.8.8", 53)))
guard.end()
