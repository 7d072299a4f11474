// Holds a shared borrow of `total` while changing it: refused by the borrow checker.
use std::io::{self, Read};

fn main() {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).unwrap();
    let mut numbers = input.split_ascii_whitespace().map(|word| word.parse::<usize>().unwrap());
    let n = numbers.next().unwrap();
    let mut total: Vec<usize> = numbers.skip(1).take(n).collect();
    let first = &total[0];
    total.push(*first);
    total[1] += 1;
    println!("{}", first);
}
