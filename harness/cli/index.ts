#!/usr/bin/env node
const OLDEST_NODE = [22, 12] as const; // `engines` of package.json, which npm only warns about
const HOST_FAULT = 3;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  const needed = OLDEST_NODE.join('.');
  process.stderr.write(
    `bailiff: Cannot run on Node ${process.versions.node}: install Node ${needed} or later\n`,
  );
  process.exit(HOST_FAULT);
}

// Loaded only now: on an older Node the libraries fail as they load, with a message that helps nobody.
const { start } = await import('./start.js');
process.exit(await start((status) => process.exit(status)));
