/* Tries: to start threads in Rust until the machine starves.
 * Must: be refused; the limit on processes counts threads.
 * Covers: D3
 * Needs: cgroup
 * Limits: processes=32
 * Expect: exited/0 */
mod guard;

fn main() {
    guard::jailed();
    let mut made = 0;
    while made < 500 {
        let sleeper = || std::thread::sleep(std::time::Duration::from_secs(15));
        if std::thread::Builder::new().stack_size(1 << 16).spawn(sleeper).is_err() {
            break;
        }
        made += 1;
    }
    std::process::exit(if made < 32 { 0 } else { 1 });
}
