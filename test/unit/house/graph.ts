/** What leads where, and where it leads back to itself: files, rooms or folders alike. */

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

export function graphOf(edges: Iterable<readonly [from: string, to: string]>): Graph {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  return next;
}

export function reach(start: string, next: Graph): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    waiting.push(...(next.get(node) ?? []));
  }
  return reached;
}

/** Of each group whose members all lead to one another, one shortest way around, its first node again at the end. */
export function circles(next: Graph): string[][] {
  const left = new Set(next.keys());
  const found: string[][] = [];
  for (const start of next.keys()) {
    if (!left.has(start)) continue;
    const way = wayBack(start, next);
    if (way === null) continue;
    found.push(way);
    for (const node of reach(start, next)) if (reach(node, next).has(start)) left.delete(node);
  }
  return found;
}

function wayBack(start: string, next: Graph): string[] | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const node of next.get(way.at(-1) ?? start) ?? []) {
      if (node === start) return [...way, node];
      if (!seen.has(node)) ways.push([...way, node]);
      seen.add(node);
    }
  }
  return null;
}
