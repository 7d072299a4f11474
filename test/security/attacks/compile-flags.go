/* Tries: to have the compiler run programs, by flags for the linker in the source.
 * Must: be refused by the compiler, or run in the same jail.
 * Covers: M8
 * Compile: wallMs=30000
 * Expect: compile-failed */
package main

// #cgo CFLAGS: -fplugin=/box/evil.so -B/box
// #cgo LDFLAGS: -Wl,-T,/etc/passwd
import "C"

func main() { jailed() }
