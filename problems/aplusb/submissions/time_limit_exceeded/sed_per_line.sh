#!/bin/bash
# Starts sed for each line, and each one reads the whole input: quadratic, with thousands of processes.
input=$(cat)
n=$(sed -n 1p <<< "$input")
for ((i = 2; i <= n + 1; i++)); do
  read -r a b <<< "$(sed -n "${i}p" <<< "$input")"
  echo $((a + b))
done
