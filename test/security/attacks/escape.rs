/* Tries: to leave by paths, links and processes, from Rust.
 * Must: find nothing, and be refused to write.
 * Covers: F15 H4
 * Expect: exited/0 */
mod guard;

use std::fs;

fn main() {
    guard::jailed();
    let secret = std::env::var("CANARY_FOLDER").unwrap_or("/nowhere".into());
    let ups = ["", "/..", "/proc/1/root", "/proc/self/root/..", "/../../../.."];
    let seen = ups.iter().any(|up| fs::read_dir(format!("{up}{secret}")).is_ok());
    let wrote = ["/etc/x", "/usr/x", "/in/x", "/x", "/opt/x", "/proc/x"].iter().any(|path| fs::write(path, "x").is_ok());
    let linked = fs::hard_link("/etc/passwd", "/box/passwd").is_ok();
    std::process::exit(if seen || wrote || linked { 1 } else { 0 });
}
