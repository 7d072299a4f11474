// Every attack in TypeScript starts with this: it runs nowhere but in a jail, and it ends by itself.
import { existsSync } from 'node:fs';

if (process.env.JAILED !== '1' || !existsSync('/gate')) process.exit(97);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20_000).unref();
