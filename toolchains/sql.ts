import { sqlProof } from './proofs/sql.js';
import { defineRecipe } from './recipe.js';

/** SQLite's shell on an empty database in memory: its dot commands work, and what it is given as arguments is not run. */
const RUN = 'exec "$0" -batch -bail :memory: ".read \'$1\'"';

export const sql = defineRecipe({
  name: 'sql',
  title: 'SQL (SQLite)',
  aliases: ['sqlite', 'sqlite3'],
  extensions: ['.sql'],
  sourceName: 'main.sql',
  candidates: [
    {
      command: 'sqlite3',
      versionArgv: ['--version'],
      versionPattern: /^(\d+\.\d+\.\d+) /m,
      minVersion: '3.20',
    },
  ],
  run: { argv: ['/bin/sh', '-c', RUN, '{tool}', '{main}'] },
  memoryMarker: /\bout of memory\b/,
  debian: ['sqlite3'],
  proof: sqlProof,
});
