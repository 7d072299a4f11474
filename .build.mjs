import { buildNative } from './dist/lib/jail/native-build.js'; import { homePath } from './dist/lib/home.js';
console.log((await buildNative({home: homePath()})).path);
