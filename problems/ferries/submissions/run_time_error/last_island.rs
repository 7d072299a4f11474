// Islands are numbered from 1, and there is no room for the last one: a panic.
use std::io::{self, Read};

fn find(parent: &[usize], mut u: usize) -> usize {
    while parent[u] != u {
        u = parent[u];
    }
    u
}

fn main() {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).unwrap();
    let mut numbers = input.split_ascii_whitespace().map(|word| word.parse::<usize>().unwrap());
    let mut next = || numbers.next().unwrap();
    let (n, q) = (next(), next());
    let mut parent: Vec<usize> = (0..n).collect();
    let mut total: Vec<usize> = (0..n).map(|_| 0).collect();
    for island in 1..=n {
        total[island] = next();
    }
    for _ in 0..q {
        let kind = next();
        let u = find(&parent, next());
        if kind == 2 {
            println!("{}", total[u]);
        } else {
            let v = find(&parent, next());
            if u != v {
                parent[u] = v;
                total[v] += total[u];
            }
        }
    }
}
