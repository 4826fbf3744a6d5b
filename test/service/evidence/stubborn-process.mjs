/** A child of the pool that does as it is told: answers, hangs or dies. Plain, as the bundled ones are. */
import 'tsx';

const { serveTasks } = await import('../../../service/platform/processes/serve-tasks.ts');

serveTasks(async (task) => {
  if (task === 'hang') for (;;) Math.random();
  if (task === 'die') process.exit(7);
  return `${task} by ${process.pid}`;
});
