/* Tries: to bake the host's files and environment into a program, by Rust's macros.
 * Must: find none of them.
 * Covers: M7
 * Compile: wallMs=20000
 * Expect: compile-failed */
mod guard;

const SHADOW: &str = include_str!("/etc/shadow");
const SECRET: &str = env!("CANARY_SECRET");

macro_rules! hidden { ($a:tt, $b:tt) => { include_bytes!(concat!($a, $b)) }; }

fn main() {
    guard::jailed();
    println!("{SHADOW}{SECRET}{}", hidden!("/ro", "ot/.bashrc").len());
}
