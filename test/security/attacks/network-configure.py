# Tries: to set its network up itself: devices, addresses, routes, netlink.
# Must: be refused; it sees no device of the host.
# Covers: J1 I12
# Loopback: both
# Expect: exited/0
import fcntl
import guard
import socket
import struct

devices = [line.split(":")[0].strip() for line in open("/proc/net/dev").read().splitlines()[2:]]
guard.must_be("the devices", devices, ["lo"])
plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for name in (0x8914, 0x8916, 0x8924, 0x890B, 0x8946, 0x89A0):  # flags, address, hardware, route, ethtool, bridge
    request = struct.pack("16sH22x", b"lo", 0x41)
    guard.must_fail(f"request {name:#x}", lambda: fcntl.ioctl(plain, name, request))
guard.must_fail("netlink", lambda: socket.socket(16, socket.SOCK_RAW, 0))
guard.must_fail("packets", lambda: socket.socket(17, socket.SOCK_RAW, 3))
guard.must_fail("forwarding", lambda: open("/proc/sys/net/ipv4/ip_forward", "w"))
guard.end()
