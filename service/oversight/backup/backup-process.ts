/** Entry of the child process that makes a scheduled backup: it reads the whole database, and answers its file. */
import { constants, setPriority } from 'node:os';
import { type BackupTask, makeBackup } from './make.ts';

process.umask(0o077);
setPriority(constants.priority.PRIORITY_LOW);
process.on('disconnect', () => process.exit(1));
const path = await makeBackup(JSON.parse(process.argv[2] ?? '{}') as BackupTask);
process.send?.(path, () => process.exit(0));
