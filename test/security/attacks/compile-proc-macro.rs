/* Tries: to run code in the compiler, by a macro that the compiler loads.
 * Must: be refused by the compiler: macros of that kind are crates of their own.
 * Covers: M8
 * Compile: wallMs=20000
 * Expect: compile-failed */
mod guard;

extern crate proc_macro;

#[proc_macro]
pub fn evil(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    std::process::Command::new("/bin/sh").arg("-c").arg("kill -9 -1").spawn().unwrap();
    input
}

fn main() {
    guard::jailed();
}
