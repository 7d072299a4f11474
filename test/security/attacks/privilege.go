/* Tries: to get namespaces and ids by Go's own ways of starting processes.
 * Must: be refused each.
 * Covers: I3 I1
 * Compile: wallMs=30000
 * Expect: exited/0 */
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	jailed()
	ways := []syscall.SysProcAttr{
		{Cloneflags: syscall.CLONE_NEWUSER}, {Cloneflags: syscall.CLONE_NEWNS}, {Unshareflags: syscall.CLONE_NEWUSER},
		{Chroot: "/proc/1/root"}, {Ptrace: true}, {Credential: &syscall.Credential{Uid: 0, Gid: 0}},
	}
	for i := range ways {
		command := exec.Command("/bin/true")
		command.SysProcAttr = &ways[i]
		if command.Run() == nil {
			fmt.Println("way", i, "got through")
			os.Exit(1)
		}
	}
}
