interface Node {
  name: string;
  dependsOn: string[];
}

/** Everything that a phase depends on, directly or through others; in a cycle also itself. Unknown names stay in. */
export function ancestorsOf(nodes: readonly Node[]): Map<string, Set<string>> {
  const direct = new Map(nodes.map(({ name, dependsOn }) => [name, dependsOn]));
  return new Map(
    nodes.map(({ name, dependsOn }) => {
      const seen = new Set<string>();
      const open = [...dependsOn];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(...(direct.get(next) ?? []));
      }
      return [name, seen];
    }),
  );
}

/** One cycle for every knot of phases that wait for each other, in the order of waiting: [a, b] is a → b → a. */
export function cyclesOf(nodes: readonly Node[]): string[][] {
  const ancestors = ancestorsOf(nodes);
  const direct = new Map(nodes.map(({ name, dependsOn }) => [name, dependsOn]));
  const told = new Set<string>();
  const cycles: string[][] = [];
  for (const { name } of nodes) {
    if (told.has(name) || !ancestors.get(name)!.has(name)) continue;
    const cycle = shortestWayBack(name, direct);
    cycles.push(cycle);
    for (const node of nodes) if (inOneKnot(node.name, name, ancestors)) told.add(node.name);
  }
  return cycles;
}

const inOneKnot = (one: string, other: string, ancestors: Map<string, Set<string>>): boolean =>
  (ancestors.get(one)?.has(other) ?? false) && (ancestors.get(other)?.has(one) ?? false);

function shortestWayBack(start: string, direct: Map<string, string[]>): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const next of direct.get(node) ?? []) {
      if (next === start) return wayTo(node, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return [start];
}

function wayTo(end: string, cameFrom: Map<string, string>): string[] {
  const way = [end];
  for (let before = cameFrom.get(end); before !== undefined; before = cameFrom.get(before)) way.unshift(before);
  return way;
}
