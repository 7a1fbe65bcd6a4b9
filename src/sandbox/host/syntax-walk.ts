import type { AnyNode } from "acorn";

/** `key` is the field of the parent that holds the node. */
export type Visit = (node: AnyNode, parent: AnyNode | null, key: string) => void;

/** Visits every node before its children, in the order of the source. Answers how deep the syntax is nested. */
export function walkSyntax(root: AnyNode, visit: Visit): number {
  return walk(root, null, "", visit);
}

function walk(node: AnyNode, parent: AnyNode | null, key: string, visit: Visit): number {
  visit(node, parent, key);
  let deepest = 0;
  for (const [field, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) deepest = Math.max(deepest, walk(child, node, field, visit));
    }
  }
  return deepest + 1;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
