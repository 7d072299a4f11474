/* Tries: to reach the host's server and the machine's metadata, from Node.
 * Must: be refused at once.
 * Covers: J1 J4
 * Loopback: both
 * Limits: wallMs=8000
 * Expect: exited/0
 * Within: 5000 */
require('./guard.js');
const { connect } = require('node:net');

const hosts = ['127.0.0.1', '::1', '169.254.169.254', '192.0.2.1', 'localhost'];
const attempt = (host) =>
  new Promise((resolve) => {
    const socket = connect({ host, port: Number(process.env.CANARY_PORT ?? 80), timeout: 1000 });
    socket.on('connect', () => resolve(host)).on('error', () => resolve()).on('timeout', () => resolve());
  });
Promise.all(hosts.map(attempt)).then((reached) => process.exit(reached.some(Boolean) ? 1 : 0));
