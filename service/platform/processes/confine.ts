/**
 * Where untrusted bytes are decoded there is nothing to find: such a process sees the system's libraries, its own program
 * and what it is to read, but no database, no keys, no network and no other process. bubblewrap does it, which every
 * distribution has; where it is missing or the system forbids it (a container without user namespaces), nothing does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';

/** For `fork()`. */
export interface Launch {
  execPath: string;
  execArgv: string[];
}

const JAILER = 'bwrap';

/** No `/proc` of its own: Node needs none, and a hardened unit's cannot be mounted anew. */
const EMPTY = [
  '--unshare-all',
  '--die-with-parent',
  '--new-session',
  '--cap-drop',
  'ALL',
  '--dev',
  '/dev',
  '--tmpfs',
  '/tmp',
];

const LIBRARIES = ['/usr', '/lib', '/lib64', '/bin'].flatMap((path) => ['--ro-bind-try', path, path]);

/** Null where the system cannot: the program is started as it is then. `reads`: paths, absolute; nothing is written. */
export function confined(reads: readonly string[]): Launch | null {
  if (!canConfine()) return null;
  // What is not there cannot be read, and must not keep the process from being started.
  const seen = [process.execPath, ...reads]
    .filter((path) => existsSync(path))
    .flatMap((path) => ['--ro-bind', realpathSync(path), path]);
  return { execPath: JAILER, execArgv: [...EMPTY, ...LIBRARIES, ...seen, '--', process.execPath] };
}

let tried: boolean | undefined;

/** Tried once, by doing it. */
export function canConfine(): boolean {
  tried ??=
    spawnSync(JAILER, [...EMPTY, ...LIBRARIES, '--', 'true'], { stdio: 'ignore', timeout: 10_000 }).status ===
    0;
  return tried;
}
