import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';

const MAX_NODES = 10_000;
const MAX_DEPTH = 32;

/** Why a document that is YAML is not read, and the node at fault. */
export class YamlRefused extends Error {
  constructor(
    message: string,
    readonly node: Node | undefined,
  ) {
    super(message);
  }
}

/**
 * The document as plain data, keys without a value left out.
 *
 * @throws YamlRefused for keys that are no plain names, and beyond the caps on values and depth.
 */
export function toData(document: Document.Parsed, contents: Node | null): unknown {
  // Not the parser's own toJS: it takes minutes for a kilobyte of nested `? ? ?`, printing each key that is a map.
  let nodes = 0;
  return convert(contents ?? undefined, 0);

  function convert(node: Node | undefined, depth: number): unknown {
    if (++nodes > MAX_NODES)
      throw new YamlRefused(`has more than ${MAX_NODES} values, those of aliases counted`, node);
    if (depth > MAX_DEPTH) throw new YamlRefused(`is nested deeper than ${MAX_DEPTH}`, node);
    if (isAlias(node)) return convert(targetOf(node), depth + 1);
    if (isSeq<Node>(node)) return node.items.map((item) => convert(item, depth + 1));
    if (isMap<Node, Node>(node)) return convertMap(node.items, depth);
    return isScalar(node) ? plain(node) : undefined;
  }

  function convertMap(pairs: readonly Pair<Node, Node | null>[], depth: number): Record<string, unknown> {
    const entries: Record<string, unknown> = {};
    for (const { key, value } of pairs) {
      const data = convert(value ?? undefined, depth + 1);
      if (data !== undefined) entries[keyOf(key)] = data;
    }
    return entries;
  }

  function targetOf(alias: Alias): Node {
    return (
      alias.resolve(document) ?? refuse(`refers to "${alias.source}", which is not defined before`, alias)
    );
  }
}

function plain(node: Scalar): unknown {
  if (node.value !== null && typeof node.value === 'object')
    return refuse(`has a value of type ${node.tag}, which no key takes`, node); // bytes, of !!binary
  return node.value ?? undefined;
}

function keyOf(key: Node): string {
  if (!isScalar(key) || typeof key.value === 'object')
    return refuse('has a key that is not a plain name', key);
  const name = String(key.value);
  return name === '__proto__' ? refuse(`has the unknown key "${name}"`, key) : name;
}

function refuse(message: string, node: Node): never {
  throw new YamlRefused(message, node);
}
