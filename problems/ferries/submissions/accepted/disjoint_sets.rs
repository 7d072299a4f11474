use std::io::{self, Read, Write};

fn find(parent: &mut [usize], mut u: usize) -> usize {
    while parent[u] != u {
        parent[u] = parent[parent[u]];
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
    let mut total: Vec<u64> = (0..n).map(|_| next() as u64).collect();
    let mut parent: Vec<usize> = (0..n).collect();
    let mut size = vec![1; n];
    let mut out = io::BufWriter::new(io::stdout().lock());
    for _ in 0..q {
        let kind = next();
        let u = find(&mut parent, next() - 1);
        if kind == 2 {
            writeln!(out, "{}", total[u]).unwrap();
            continue;
        }
        let v = find(&mut parent, next() - 1);
        if u != v {
            let (large, small) = if size[u] < size[v] { (v, u) } else { (u, v) };
            parent[small] = large;
            size[large] += size[small];
            total[large] += total[small];
        }
    }
}
