/** Entry of the worker in which photos are read and judged: whatever the bytes do, they do it there. */
import type { CityFacts } from '#shared/city/facts.ts';
import { workFor } from '#shared/city/here.ts';
import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import { readPhoto } from './read-photo.ts';

addEventListener('message', ({ data: { city, task } }: MessageEvent<Handed>) => {
  workFor(city);
  void answer(task).then((done) => postMessage(done));
});

async function answer(task: Task): Promise<Answer> {
  if (task.kind === 'read') return { kind: 'facts', facts: await readPhoto(task.photo, task.policy) };
  return { kind: 'findings', findings: judge(task.evidence, task.policy) };
}

/** What passes between the pre-check and its worker. */
export type Task =
  | { kind: 'read'; photo: File; policy: EvidencePolicy }
  | { kind: 'judge'; evidence: Evidence; policy: EvidencePolicy };

/** With the city whose reports these are: a worker knows nothing that its page does not tell it. */
export interface Handed {
  city: CityFacts;
  task: Task;
}

export type Answer = { kind: 'facts'; facts: PhotoFacts } | { kind: 'findings'; findings: Finding[] };
