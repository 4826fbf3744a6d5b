/** A child of the pool that does as it is told: answers, hangs or dies. */
import { serveTasks } from '../../../service/platform/processes/serve-tasks.ts';

serveTasks<string, string>(async (task) => {
  if (task === 'hang') for (;;) Math.random();
  if (task === 'die') process.exit(7);
  return `${task} by ${process.pid}`;
});
