/** The repository's own files: what was built, installed or loaded is not judged. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NOT_OURS = ['node_modules', '.git', '.output', '.wxt', '.mutation', 'data'];

/** Paths inside the repository, with `/` between folders. */
export function listFiles(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listFiles(path) : [relative(ROOT, path).split(sep).join('/')];
    });
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Source files of the four parts. */
export function readSources(): Map<string, string> {
  const paths = listFiles().filter((path) =>
    /^(client|extension|service|shared)\/.*\.(tsx?|mjs)$/.test(path),
  );
  return new Map(paths.map((path) => [path, readText(path)]));
}
