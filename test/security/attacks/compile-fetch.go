/* Tries: to have the compiler fetch code from the network.
 * Must: be told at once that there is none.
 * Covers: M12 M8
 * Compile: wallMs=30000
 * Expect: compile-failed */
package main

import "example.com/evil"

func main() {
	jailed()
	evil.Run()
}
