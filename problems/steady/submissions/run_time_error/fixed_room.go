// An array for 1,000 readings: index out of range, a panic.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n int
	fmt.Fscan(in, &n)
	var room [1000]float64
	sum := 0.0
	for i := 0; i < n; i++ {
		fmt.Fscan(in, &room[i])
		sum += room[i]
	}
	readings := room[:n]
	sort.Float64s(readings)
	mean := sum / float64(n)
	squares, differences := 0.0, 0.0
	for i, x := range readings {
		squares += (x - mean) * (x - mean)
		differences += float64(2*i-n+1) * (x - readings[0])
	}
	pairs := math.Max(1, float64(n*(n-1)/2))
	fmt.Printf("%.9f\n%.9f\n%.9f\n", mean, math.Sqrt(squares/float64(n)), differences/pairs)
}
