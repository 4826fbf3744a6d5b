/**
 * Entry of the process that reckons performance: a month of the log takes seconds, which no call beside it should
 * wait for. It reads the database by itself and keeps what it has folded.
 */
import { openReader } from '../../platform/db/database.ts';
import { serveTasks } from '../../platform/processes/serve-tasks.ts';
import { type Answer, answer, type Task } from './answer.ts';
import { type FoldedReports, openFoldedReports } from './folded-reports.ts';

let folded: FoldedReports | null = null;

/** `database` is the file's path, the same with every task. */
serveTasks<Task & { database: string }, Answer>((task) => {
  folded ??= openFoldedReports(openReader(task.database).db);
  return answer(folded, task);
});
