/** Time for photos on a crowded machine: what is read late is read all the same. Plain, because a process runs it. */
export const PATIENT = { timeoutMs: 120_000, checkMs: 240_000 };
