import type { TestGroup } from '../problem/problem.js';

/** A group in its tree. */
export interface Node {
  readonly group: TestGroup;
  readonly parent: Node | undefined;
  /** Its place among its parent's members. */
  readonly position: number;
  /** Of the members that are groups, by their places. */
  readonly children: ReadonlyMap<number, Node>;
  /** The group before it in its parent. */
  readonly before: Node | undefined;
}

/** Every group of the tree, parents before their members, members in their order. */
export function nodesOf(root: TestGroup): readonly Node[] {
  const nodes: Node[] = [];
  grow(root, { parent: undefined, position: 0, before: undefined }, nodes);
  return nodes;
}

/** The nodes by the names of their groups. */
export function byGroupName(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(nodes.map((node) => [node.group.name, node]));
}

function grow(group: TestGroup, place: Pick<Node, 'parent' | 'position' | 'before'>, nodes: Node[]): Node {
  const children = new Map<number, Node>();
  const node: Node = { group, ...place, children };
  nodes.push(node);
  let before: Node | undefined;
  group.members.forEach((member, position) => {
    if (member.kind === 'case') return;
    before = grow(member.group, { parent: node, position, before }, nodes);
    children.set(position, before);
  });
  return node;
}
