// Every attack in Rust starts with this: it runs nowhere but in a jail, and it ends by itself.
pub fn jailed() {
    if std::env::var("JAILED").as_deref() != Ok("1") || !std::path::Path::new("/gate").exists() {
        std::process::exit(97);
    }
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(20));
        std::process::exit(1);
    });
}
