import type { Proof } from '../proof.js';

export const sqlProof: Proof = {
  hello: `select 'ok';
`,
  echo: { cannot: `it reads stdin by .import, as lines` },
  argsEnv: { cannot: `SQL knows no arguments and no environment` },
  multiFile: {
    files: {
      'main.sql': `.read parts/answer.sql
select text from answer;
`,
      'parts/answer.sql': `create table answer (text);
insert into answer values ('ok');
`,
    },
    stdout: 'ok\n',
  },
  broken: `select missing;
`,
  brokenMessage: /no such column: missing/,
  exit7: `.exit 7
`,
  raise: { cannot: `SQL knows no arguments, and so no number of a signal` },
  spin: `with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n;
`,
  sleep: `.shell sleep 3600
`,
  hog: `create table blocks (bytes);
with recursive n(i) as (select 1 union all select i + 1 from n) insert into blocks select randomblob(1048576) from n;
`,
  flood: `with recursive n(i) as (select 1 union all select i + 1 from n) select 'all work and no play' from n;
`,
  unicode: `select 'héllo → 世界 🎉';
`,
};
