/** A child of the pool that does as it is told: answers, computes or waits without end, or dies. Plain, as the bundled ones are. */
import { existsSync } from 'node:fs';
import 'tsx';

const { serveTasks } = await import('../../../service/platform/processes/serve-tasks.ts');

serveTasks(async (task) => {
  if (task === 'hang') for (;;) Math.random();
  // Longer than others may compute; asking how long costs the system more than it does the process, so seldom.
  const { user: begun } = process.cpuUsage();
  if (task === 'toil') {
    while (process.cpuUsage().user - begun < 700_000) for (let i = 0; i < 100_000; i++) Math.random();
  }
  // Twice as long as it may compute, and without computing.
  if (task === 'doze') await new Promise((resolve) => setTimeout(resolve, 600));
  if (task === 'stick') await new Promise(() => {});
  if (task === 'die') process.exit(7);
  if (task.startsWith('look ')) return String(existsSync(task.slice(5)));
  return `${task} by ${process.pid}`;
});
