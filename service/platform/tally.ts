/** What happened since the start, counted for whoever watches: jobs, sign-ins, refusals. */
export type Tally = ReturnType<typeof openTally>;

export function openTally() {
  return {
    /** When each job last ended well, ms UTC. */
    jobs: new Map<string, number>(),
    failures: new Map<string, number>(),
    signIns: new Map<string, number>(),
    refused: new Map<string, number>(),
  };
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
