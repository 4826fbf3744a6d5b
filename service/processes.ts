/** Programs that the service runs as processes of their own. */
import { fileURLToPath } from 'node:url';

/** `name` beside the source at `url`, or beside the bundle that this source became part of. */
export function programBeside(url: string, name: string): string {
  const ending = url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./${name}.${ending}`, url));
}
