/** The OpenAPI document as a file of the repository: whoever builds on the API sees there what a change does to it. */
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './document.ts';

export const COMMITTED = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));

export function committedText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}
