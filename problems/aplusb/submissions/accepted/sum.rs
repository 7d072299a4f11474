use std::io::{self, Read, Write};

fn main() {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).unwrap();
    let mut numbers = input.split_ascii_whitespace().map(|word| word.parse::<i64>().unwrap());
    let n = numbers.next().unwrap();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for _ in 0..n {
        let (a, b) = (numbers.next().unwrap(), numbers.next().unwrap());
        writeln!(out, "{}", a + b).unwrap();
    }
}
