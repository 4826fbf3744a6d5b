/** Time for photos on a crowded machine: what is read late is read all the same. Plain, because a process runs it. */
export const PATIENT = { callMs: 240_000 };
