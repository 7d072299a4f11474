import type { Proof } from '../proof.js';

const main = (body: string) => `fn main() {\n    ${body}\n}\n`;

export const rustProof: Proof = {
  hello: main('println!("ok");'),
  echo: main('std::io::copy(&mut std::io::stdin(), &mut std::io::stdout()).unwrap();'),
  argsEnv: main(
    'for argument in std::env::args().skip(1) { println!("{argument}"); }\n    println!("{}", std::env::var("GREETING").unwrap());',
  ),
  multiFile: {
    files: {
      'main.rs': `mod answer;\n\n${main('println!("{}", answer::answer());')}`,
      'answer.rs': 'pub fn answer() -> &\'static str {\n    "ok"\n}\n',
    },
    stdout: 'ok\n',
  },
  broken: main('println!("{}", missing);'),
  brokenMessage: /cannot find value `missing`/,
  exit7: main('std::process::exit(7);'),
  // Rust's own SIGSEGV handler restores the default and returns, so that a real fault happens again: hence the loop.
  raise: `extern "C" { fn raise(signal: i32) -> i32; }

fn main() {
    let signal = std::env::args().nth(1).unwrap().parse().unwrap();
    loop { unsafe { raise(signal); } }
}
`,
  spin: main('let mut i = 0u64; loop { i = std::hint::black_box(i + 1); }'),
  sleep: main('loop { std::thread::sleep(std::time::Duration::from_secs(3600)); }'),
  hog: main('let mut blocks = Vec::new(); loop { blocks.push(vec![1u8; 1 << 20]); }'),
  flood: main('loop { println!("all work and no play"); }'),
  unicode: main('println!("héllo → 世界 🎉");'),
};
