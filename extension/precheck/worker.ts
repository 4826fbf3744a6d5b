/** Entry of the worker in which photos are read and judged: whatever the bytes do, they do it there. */
import { judge } from '#shared/evidence/checks/judge.ts';
import { readPhoto } from './read-photo.ts';
import type { Answer, Task } from './tasks.ts';

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  void answer(data).then((done) => postMessage(done));
});

async function answer(task: Task): Promise<Answer> {
  if (task.kind === 'read') return { kind: 'facts', facts: await readPhoto(task.photo, task.policy) };
  return { kind: 'findings', findings: judge(task.evidence, task.policy) };
}
