/* Tries: to burn more CPU time than it may in goroutines.
 * Must: be charged for the sum of all threads.
 * Covers: A2
 * Limits: cpuMs=300 wallMs=5000
 * Expect: limit-exceeded/cpu */
package main

func main() {
	jailed()
	for i := 0; i < 4; i++ {
		go func() {
			for {
			}
		}()
	}
	select {}
}
