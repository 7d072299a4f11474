import type { Fetch } from './fetch.js';

/** The compiler as it is embedded, and what it depends on. */
export const KOTLIN_KIT: Fetch = {
  from: 'maven',
  folder: 'kotlin',
  version: '2.4.21',
  packages: [
    {
      name: 'org.jetbrains:annotations:13.0',
      sha256: 'ace2a10dc8e2d5fd34925ecac03e4988b2c0f851650c94b8cef49ba1bd111478',
    },
    {
      name: 'org.jetbrains.kotlin:kotlin-compiler-embeddable:2.4.21',
      sha256: 'ef19419c765e7ac8404465fa026ca8fc4dbb8a822de0fc79aa53c8dce29f1d02',
    },
    {
      name: 'org.jetbrains.kotlin:kotlin-daemon-embeddable:2.4.21',
      sha256: '7b3ef24674e5bcffcadfc4e43202ea314194939ecbcdd90a4770b2f1b04e0d07',
    },
    {
      name: 'org.jetbrains.kotlin:kotlin-reflect:1.6.10',
      sha256: '3277ac102ae17aad10a55abec75ff5696c8d109790396434b496e75087854203',
    },
    {
      name: 'org.jetbrains.kotlin:kotlin-script-runtime:2.4.21',
      sha256: 'a658cf5902a1525a06c264a5e42b437e97a6679ddeef8ca641246f270cf6a013',
    },
    {
      name: 'org.jetbrains.kotlin:kotlin-stdlib:2.4.21',
      sha256: 'bd8250210584cb659847dce9cda660f8e9906e5def7fbebcea93dc6dcb6a88a3',
    },
    {
      name: 'org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.8.0',
      sha256: '9860906a1937490bf5f3b06d2f0e10ef451e65b95b269f22daf68a3d1f5065c5',
    },
  ],
  downloadBytes: 65e6,
  diskBytes: 65e6,
};

/** The compiler of the long-term line 3.3, and what it depends on but for its shell. */
export const SCALA_KIT: Fetch = {
  from: 'maven',
  folder: 'scala',
  version: '3.3.7',
  packages: [
    {
      name: 'org.scala-sbt:compiler-interface:1.10.7',
      sha256: '2bacc5761e03920a228e5c9d20b33d9c51d43aaf2f52e8f839ece630966eb880',
    },
    {
      name: 'org.scala-lang.modules:scala-asm:9.8.0-scala-1',
      sha256: '86af037580bdf9ce9c05f8b2afd734daf1a8564c38cd10ca5d08bf81508ad2e4',
    },
    {
      name: 'org.scala-lang:scala-library:2.13.16',
      sha256: '1ebb2b6f9e4eb4022497c19b1e1e825019c08514f962aaac197145f88ed730f1',
    },
    {
      name: 'org.scala-lang:scala3-compiler_3:3.3.7',
      sha256: 'e15fed89fb45248550c8227ea407c0eb496a6afb7bdf7abba4285d2fe55baf44',
    },
    {
      name: 'org.scala-lang:scala3-interfaces:3.3.7',
      sha256: 'f57f897043efda83576b5c18ce01df5a5a1c2033eeb26224fc2a8d1fb779f82c',
    },
    {
      name: 'org.scala-lang:scala3-library_3:3.3.7',
      sha256: 'a16e046f4a9df9e0d0e0bc54bf6298c94d7d867457f7b3b68291a88c568b92d0',
    },
    {
      name: 'org.scala-lang:tasty-core_3:3.3.7',
      sha256: '0748cd71c48398888313cb3c00b8aad39bd02f94d43cbca657d52903517a1e5a',
    },
    {
      name: 'org.scala-sbt:util-interface:1.10.7',
      sha256: '1d6b91efa42b70fc064caed6d62962374e13b27737f885a87c84c667b30be625',
    },
  ],
  downloadBytes: 28e6,
  diskBytes: 28e6,
};

/** Clojure and its specs. */
export const CLOJURE_KIT: Fetch = {
  from: 'maven',
  folder: 'clojure',
  version: '1.12.3',
  packages: [
    {
      name: 'org.clojure:clojure:1.12.3',
      sha256: 'cb2a1a3db1c2cd76ef4fa4a545d5a65f10b1b48b7f7672f0a109f5476f057166',
    },
    {
      name: 'org.clojure:core.specs.alpha:0.4.74',
      sha256: 'eb73ac08cf49ba840c88ba67beef11336ca554333d9408808d78946e0feb9ddb',
    },
    {
      name: 'org.clojure:spec.alpha:0.5.238',
      sha256: '94cd99b6ea639641f37af4860a643b6ed399ee5a8be5d717cff0b663c8d75077',
    },
  ],
  downloadBytes: 5e6,
  diskBytes: 5e6,
};

/** Groovy's core with its compiler; it depends on nothing. */
export const GROOVY_KIT: Fetch = {
  from: 'maven',
  folder: 'groovy',
  version: '5.0.8',
  packages: [
    {
      name: 'org.apache.groovy:groovy:5.0.8',
      sha256: '942993eee2a6a8f5fcbc1bc76c1ab18d179d598c9b29c8fc96a0138b162e0fa8',
    },
  ],
  downloadBytes: 8e6,
  diskBytes: 8e6,
};

/** The whole of Zig, with its standard library and the C libraries that it links with. */
export const ZIG_FETCH: Fetch = {
  from: 'pypi',
  folder: 'zig',
  version: '0.17.1',
  packages: [
    {
      name: 'ziglang==0.17.1',
      arch: 'x64',
      platform: 'manylinux_2_12_x86_64',
      sha256: 'ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54',
    },
    {
      name: 'ziglang==0.17.1',
      arch: 'arm64',
      platform: 'manylinux_2_17_aarch64',
      sha256: 'b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e',
    },
  ],
  executables: ['ziglang/zig'],
  downloadBytes: 101e6,
  diskBytes: 376e6,
};
