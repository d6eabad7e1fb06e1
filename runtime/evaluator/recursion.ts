import type { Identifier } from 'acorn';
import type { Reference } from './scopes.ts';
import type { FunctionNode } from './syntax-tree.ts';

/**
 * The places where a function comes back to itself, directly or through others. A mention counts as a call: passing
 * oneself to `map` is recursion too. What only computed calls would show is left to the limit on running time.
 */
export function recursionIn(references: readonly Reference[]): { at: Identifier; through: readonly string[] }[] {
  const mentions = new Map<FunctionNode, { callee: FunctionNode; name: string; at: Identifier }[]>();
  for (const { identifier, binding, within } of references) {
    if (binding?.kind !== 'function') continue;
    for (const caller of within) {
      const edge = { callee: binding.node, name: binding.name, at: identifier };
      mentions.set(caller, [...(mentions.get(caller) ?? []), edge]);
    }
  }

  const found = new Map<Identifier, readonly string[]>();
  const finished = new Set<FunctionNode>();

  function follow(caller: FunctionNode, path: readonly FunctionNode[], names: readonly string[]): void {
    for (const { callee, name, at } of mentions.get(caller) ?? []) {
      const start = path.indexOf(callee);
      if (start >= 0) found.set(at, [...names.slice(start), name]);
      else if (!finished.has(callee)) follow(callee, [...path, callee], [...names, name]);
    }
    finished.add(caller);
  }

  for (const caller of mentions.keys()) if (!finished.has(caller)) follow(caller, [caller], []);
  return [...found].map(([at, through]) => ({ at, through }));
}
