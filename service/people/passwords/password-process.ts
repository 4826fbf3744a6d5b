/** Entry of the child process that hashes passwords and judges new ones: slow on purpose, and nobody else's turn. */
import { serveTasks } from '../../platform/processes/serve-tasks.ts';
import { hashPassword, verifyPassword } from './scrypt.ts';

export type PasswordTask =
  | { hash: string }
  | { verify: { hash: string; password: string } }
  | { judge: string; own: readonly string[] };
export type PasswordAnswer = string | boolean;

serveTasks<PasswordTask, PasswordAnswer>(async (task) => {
  if ('hash' in task) return hashPassword(task.hash);
  if ('verify' in task) return verifyPassword(task.verify);
  // Three megabytes of lists, for the few who choose a password.
  const { isGuessable } = await import('./guessable.ts');
  return isGuessable(task.judge, task.own);
});
