/**
 * Entry of the process that reckons performance: a month of the log takes seconds, which no call beside it should
 * wait for. It reads the database by itself and keeps what it has folded.
 */
import { openReader } from '../../platform/db/database.ts';
import { serveTasks } from '../../platform/processes/serve-tasks.ts';
import { type Answer, answer, type Task } from './answer.ts';
import { type Courses, openCourses } from './courses.ts';

let courses: Courses | null = null;

/** `database` is the file's path, the same with every task. */
serveTasks<Task & { database: string }, Answer>((task) => {
  courses ??= openCourses(openReader(task.database).db);
  return answer(courses, task);
});
