import type { Proof } from '../proof.js';

export const cppProof: Proof = {
  hello: '#include <iostream>\nint main() { std::cout << "ok\\n"; }\n',
  echo: `#include <iostream>
int main() { if (std::cin.peek() != EOF) std::cout << std::cin.rdbuf(); }
`,
  argsEnv: `#include <cstdlib>
#include <iostream>
#include <span>
int main(int argc, char **argv) {
  for (auto argument : std::span(argv, argc).subspan(1)) std::cout << argument << '\\n';
  std::cout << std::getenv("GREETING") << '\\n';
}
`,
  multiFile: {
    files: {
      'main.cpp':
        '#include "answer.hpp"\n#include <iostream>\nint main() { std::cout << answer() << std::endl; }\n',
      'answer.cpp': '#include "answer.hpp"\nstd::string answer() { return "ok"; }\n',
      'answer.hpp': '#include <string>\nstd::string answer();\n',
    },
    stdout: 'ok\n',
  },
  broken: 'int main() { return missing; }\n',
  brokenMessage: /missing.* was not declared/,
  exit7: 'int main() { return 7; }\n',
  raise: `#include <csignal>
#include <string>
int main(int, char **argv) { return std::raise(std::stoi(argv[1])); }
`,
  spin: 'int main() { volatile unsigned i = 0; for (;;) i = i + 1; }\n',
  sleep: `#include <chrono>
#include <thread>
int main() { for (;;) std::this_thread::sleep_for(std::chrono::hours(1)); }
`,
  hog: `#include <list>
#include <vector>
int main() { std::list<std::vector<char>> blocks; for (;;) blocks.emplace_back(1 << 20, 'x'); }
`,
  flood: '#include <iostream>\nint main() { while (std::cout << "all work and no play\\n"); }\n',
  unicode: '#include <iostream>\nint main() { std::cout << "héllo → 世界 🎉\\n"; }\n',
};
