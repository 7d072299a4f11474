// Every attack in Go starts with this: it runs nowhere but in a jail, and it ends by itself.
package main

import (
	"os"
	"time"
)

func jailed() {
	if _, err := os.Stat("/gate"); err != nil || os.Getenv("JAILED") != "1" {
		os.Exit(97)
	}
	time.AfterFunc(20*time.Second, func() { os.Exit(1) })
}
