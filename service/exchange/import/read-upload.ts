/** A form with one file, read as it comes: the file goes on to whoever takes it, and never into memory as a whole. */
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { HttpProblem, type ProblemExtra } from '../../platform/http/problem.ts';

export interface Upload {
  /** What stood before the file. */
  fields: ReadonlyMap<string, string>;
  file: Readable;
}

const LIMITS = { fields: 20, fieldSize: 1_000, files: 1 };

/** Throws `malformed` where the form is none, or holds no file of that name. */
export function readUpload(request: Request, name: string): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  const { body } = request;
  if (!body || !type.startsWith('multipart/form-data')) throw new HttpProblem('malformed', NO_FILE);
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const form = new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
    form.on('field', (field, value) => fields.set(field, value));
    form.on('file', (field, file, fileName) => {
      if (field === name && fileName) resolve({ fields, file });
      else file.resume();
    });
    // After a file was handed on this comes too late to matter.
    form.on('finish', () => reject(new HttpProblem('malformed', NO_FILE)));
    form.on('error', () => reject(new HttpProblem('malformed', NO_FILE)));
    const source = Readable.from(body);
    source.on('error', (error) => form.destroy(error));
    source.pipe(form);
  });
}

const NO_FILE: ProblemExtra = {
  detail: 'exchange.refused.choose_file_first',
};
