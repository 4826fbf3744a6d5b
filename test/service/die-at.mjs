/** Dies by SIGKILL instead of the so many-th step by which files are moved or removed (`DIE_AT`, from 1). */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.DIE_AT);
for (const name of ['renameSync', 'rmSync']) {
  const real = Reflect.get(fs, name);
  /** @param {unknown[]} args */
  const counted = (...args) => {
    if (--left === 0) process.kill(process.pid, 'SIGKILL');
    return Reflect.apply(real, fs, args);
  };
  Reflect.set(fs, name, counted);
}
syncBuiltinESMExports();
