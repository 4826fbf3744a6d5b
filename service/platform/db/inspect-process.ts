/**
 * Entry of the child process that reads every page of the database and tells of the first that is broken. A process
 * of its own: of a large database it takes some seconds, and one that was tampered with may end it.
 */
import { constants, setPriority } from 'node:os';
import { damageIn } from './quick-check.ts';

process.on('disconnect', () => process.exit(0));
setPriority(constants.priority.PRIORITY_LOW);
const { file } = JSON.parse(process.argv[2] ?? '{}') as { file: string };
const damage = damageOf(file);
if (damage === null) process.exit(0);
process.send?.(damage, () => process.exit(0));

function damageOf(path: string): string | null {
  try {
    return damageIn(path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
