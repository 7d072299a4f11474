// The running mean and sum of squares of Welford (1962).
use std::io::{self, Read};

fn main() {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).unwrap();
    let mut readings: Vec<i64> = input.split_ascii_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
    let n = readings.len() as i64;
    let (mut mean, mut squares) = (0.0, 0.0);
    for (i, &x) in readings.iter().enumerate() {
        let delta = x as f64 - mean;
        mean += delta / (i + 1) as f64;
        squares += delta * (x as f64 - mean);
    }
    readings.sort_unstable();
    let differences: i64 = readings.iter().zip(0..).map(|(&x, i): (_, i64)| (2 * i - n + 1) * x).sum();
    let pairs = (n * (n - 1) / 2).max(1);
    println!("{:.9}", mean);
    println!("{:.9}", (squares / n as f64).sqrt());
    println!("{:.9}", differences as f64 / pairs as f64);
}
