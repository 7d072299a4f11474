// Every attack in JavaScript starts with this: it runs nowhere but in a jail, and it ends by itself.
const NOT_JAILED = 97;
const MOST_SECONDS = 20;

if (process.env.JAILED !== '1' || !require('node:fs').existsSync('/gate')) process.exit(NOT_JAILED);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), MOST_SECONDS * 1000).unref();
