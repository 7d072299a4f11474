import type { Proof } from '../proof.js';

export const csharpProof: Proof = {
  hello: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    Console.WriteLine("ok");
  }
}
`,
  echo: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    using (var input = Console.OpenStandardInput()) using (var output = Console.OpenStandardOutput()) input.CopyTo(output);
  }
}
`,
  argsEnv: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    foreach (var argument in args) Console.WriteLine(argument);
    Console.WriteLine(Environment.GetEnvironmentVariable("GREETING"));
  }
}
`,
  multiFile: {
    files: {
      'main.cs': `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    Console.WriteLine(Parts.Answer.Text());
  }
}
`,
      'parts/Answer.cs': `namespace Parts {
  static class Answer {
    public static string Text() { return "ok"; }
  }
}
`,
    },
    stdout: 'ok\n',
  },
  broken: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    int x = missing;
  }
}
`,
  brokenMessage: /CS0103/,
  exit7: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    Environment.Exit(7);
  }
}
`,
  raise: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    var id = System.Diagnostics.Process.GetCurrentProcess().Id;
    System.Diagnostics.Process.Start("/bin/sh", "-c \\"kill -" + args[0] + " " + id + "\\"");
    System.Threading.Thread.Sleep(60000);
  }
}
`,
  spin: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    for (long i = 0; ; i++) if (i < 0) Console.WriteLine();
  }
}
`,
  sleep: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    while (true) System.Threading.Thread.Sleep(3600000);
  }
}
`,
  hog: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    var blocks = new List<int[]>();
    while (true) { var block = new int[1 << 18]; for (int i = 0; i < block.Length; i += 1024) block[i] = 1; blocks.Add(block); }
  }
}
`,
  flood: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    while (true) Console.WriteLine("all work and no play");
  }
}
`,
  unicode: `using System;
using System.Collections.Generic;

class Program {
  static void Main(string[] args) {
    Console.WriteLine("héllo → 世界 🎉");
  }
}
`,
};
