/* Tries: to bake the host's files into a program, by Go's directives.
 * Must: find none of them; the directive leaves its own folder nowhere.
 * Covers: M7
 * Compile: wallMs=30000
 * Expect: compile-failed */
package main

import _ "embed"

//go:embed ../../../../etc/passwd
var passwd string

func main() {
	jailed()
	println(passwd)
}
