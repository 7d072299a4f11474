#!/usr/bin/env node
import { nodeTooOld } from '../../lib/node-version.js';

const HOST_FAULT = 3;

const refusal = nodeTooOld();
if (refusal !== undefined) {
  process.stderr.write(`bailiff: ${refusal}\n`);
  process.exit(HOST_FAULT);
}

// Loaded only now: on an older Node the libraries fail as they load.
const { start } = await import('./start.js');
process.exit(await start((status) => process.exit(status)));
