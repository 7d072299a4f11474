import type { Toolchain } from '../../toolchains/index.js';

/** A program that says hello, in a language that is there. */
export interface Greeting {
  readonly toolchain: Toolchain;
  readonly name: string;
  readonly title: string;
  readonly code: string;
}

/** What many contestants begin with: all headers of the library. */
const ALL_HEADERS = `#include <bits/stdc++.h>
int main() { std::cout << "ok\\n"; }
`;

/** The programs that are measured in a language. */
export function greetingsIn(toolchain: Toolchain): readonly Greeting[] {
  const { name, title, proof } = toolchain.recipe;
  const hello = { toolchain, name, title, code: proof.hello };
  if (name !== 'cpp') return [hello];
  return [hello, { toolchain, name: BITS, title: `${title} bits/stdc++.h`, code: ALL_HEADERS }];
}

export const BITS = 'cpp-bits';
